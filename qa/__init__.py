"""The command line: wiring only; judgement lives in reports, processes in the stack and the harness."""
