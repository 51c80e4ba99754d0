#!/usr/bin/env python3
"""Holds SARIF files against a model that is generated from the published 2.1.0 schema."""

import sys
from pathlib import Path

from pydantic import ValidationError
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Log

failed = False
for name in sys.argv[1:]:
    try:
        run = Log.model_validate_json(Path(name).read_bytes()).runs[0]
        # What the schema cannot say: indices point at the rules that results name.
        for result in run.results:
            assert run.tool.driver.rules[result.ruleIndex].id == result.ruleId, result.ruleId
        prints = [str(result.partialFingerprints) for result in run.results]
        assert len(set(prints)) == len(prints), "two results have one fingerprint"
    except (AssertionError, ValidationError) as error:
        failed = True
        print(f"sarif: {name}: {error}", file=sys.stderr)
sys.exit(failed)
