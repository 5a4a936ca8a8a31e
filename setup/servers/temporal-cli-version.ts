/** The newest Temporal CLI that `go install` can build: from 1.9 its go.mod has a replace directive. */
export const TEMPORAL_CLI_VERSION = '1.5.1'
