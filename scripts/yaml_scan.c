/* The least that reading YAML costs: libyaml's events over some files, and nothing done with them.
 * Prints how many there were, so that a scan that stopped early is noticed. */
#include <stdio.h>
#include <yaml.h>

static long scan(FILE *file) {
  yaml_parser_t parser;
  yaml_event_t event;
  long count = 0;
  int more = yaml_parser_initialize(&parser);
  yaml_parser_set_input_file(&parser, file);
  while (more) {
    if (!yaml_parser_parse(&parser, &event)) {
      count = -1;
      break;
    }
    count++;
    more = event.type != YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  return count;
}

int main(int argc, char **argv) {
  long total = 0;
  for (int i = 1; i < argc; i++) {
    FILE *file = fopen(argv[i], "rb");
    long count = file ? scan(file) : -1;
    if (count < 0) {
      fprintf(stderr, "%s could not be scanned\n", argv[i]);
      return 1;
    }
    fclose(file);
    total += count;
  }
  printf("%ld events\n", total);
  return 0;
}
