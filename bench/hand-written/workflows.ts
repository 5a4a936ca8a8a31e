/** What the worker of the hand-written contender runs: the same gate, another case workflow. */
export { gate } from '../../workflows/gate/workflow.ts'
export { handWrittenCase } from './case-workflow.ts'
