"""cfn-lint finds nothing in the templates that the golden files hold: no error, no warning."""

import pathlib
import subprocess
import sys

from _verdicts import Verdicts

GOLDEN = pathlib.Path(__file__).parent.parent / "deploy" / "infrastructure" / "golden"
REGION = "eu-central-1"

verdicts = Verdicts()
program = pathlib.Path(sys.executable).parent / "cfn-lint"
for template in sorted(GOLDEN.glob("*.yaml")):
    result = subprocess.run(
        [program, "--regions", REGION, "--", template], capture_output=True, text=True, check=False
    )
    print(result.stdout + result.stderr, end="")
    verdicts.check(f"{template.name} is clean", result.returncode == 0)
verdicts.end()
