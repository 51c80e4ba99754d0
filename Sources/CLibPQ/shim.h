// libpq, without a program that starts faster for never asking a database having to load it and the thirty libraries
// that it needs: on Linux it is opened when it is called first. The types are those of its own header.
#if __has_include(<libpq-fe.h>)
#include <libpq-fe.h>
#else
// Debian's place.
#include <postgresql/libpq-fe.h>
#endif

#ifdef __APPLE__

static inline const char *pq_missing(void) { return 0; }
#define PQ_CALL(name) name

#else

#include <dlfcn.h>

static inline void *pq_library(void) {
  static void *library;
  if (!library) library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
  return library;
}

// Why it cannot be called; nothing where it can.
static inline const char *pq_missing(void) {
  if (!pq_library()) return dlerror();
  // The last of its functions to come, with version 14.
  return dlsym(pq_library(), "PQenterPipelineMode") ? 0 : "libpq is older than version 14";
}

#define PQ_CALL(name) \
  ({ \
    static __typeof__(&name) function; \
    if (!function) function = (__typeof__(&name))dlsym(pq_library(), #name); \
    function; \
  })

#endif

#define PQ_1(result, name, type) \
  static inline result pq_##name(type a) { return PQ_CALL(PQ##name)(a); }
#define PQ_2(result, name, type, type2) \
  static inline result pq_##name(type a, type2 b) { return PQ_CALL(PQ##name)(a, b); }
#define PQ_3(result, name, type, type2, type3) \
  static inline result pq_##name(type a, type2 b, type3 c) { return PQ_CALL(PQ##name)(a, b, c); }

PQ_3(PGconn *, connectStartParams, const char *const *, const char *const *, int)
PQ_1(PostgresPollingStatusType, connectPoll, PGconn *)
PQ_1(ConnStatusType, status, const PGconn *)
PQ_1(PGTransactionStatusType, transactionStatus, const PGconn *)
PQ_1(int, socket, const PGconn *)
PQ_1(char *, errorMessage, const PGconn *)
PQ_3(PQnoticeProcessor, setNoticeProcessor, PGconn *, PQnoticeProcessor, void *)
PQ_2(PGVerbosity, setErrorVerbosity, PGconn *, PGVerbosity)
PQ_2(int, setnonblocking, PGconn *, int)
PQ_1(int, enterPipelineMode, PGconn *)
PQ_1(int, exitPipelineMode, PGconn *)
PQ_1(int, pipelineSync, PGconn *)
PQ_1(int, flush, PGconn *)
PQ_1(int, consumeInput, PGconn *)
PQ_1(int, isBusy, PGconn *)
PQ_1(PGresult *, getResult, PGconn *)
PQ_1(ExecStatusType, resultStatus, const PGresult *)
PQ_2(char *, resultErrorField, const PGresult *, int)
PQ_1(char *, resultErrorMessage, const PGresult *)
PQ_1(int, ntuples, const PGresult *)
PQ_1(char *, cmdTuples, PGresult *)
PQ_3(int, getisnull, const PGresult *, int, int)
PQ_3(char *, getvalue, const PGresult *, int, int)
PQ_3(int, getlength, const PGresult *, int, int)
PQ_2(PQconninfoOption *, conninfoParse, const char *, char **)

static inline PQconninfoOption *pq_conndefaults(void) { return PQ_CALL(PQconndefaults)(); }
static inline void pq_conninfoFree(PQconninfoOption *a) { PQ_CALL(PQconninfoFree)(a); }
static inline void pq_finish(PGconn *a) { PQ_CALL(PQfinish)(a); }
static inline void pq_clear(PGresult *a) { PQ_CALL(PQclear)(a); }

static inline int pq_sendQueryParams(
    PGconn *connection, const char *command, int count, const Oid *types, const char *const *values,
    const int *lengths, const int *formats, int format) {
  return PQ_CALL(PQsendQueryParams)(
      connection, command, count, types, values, lengths, formats, format);
}
