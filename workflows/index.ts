export { gate } from './gate/workflow.ts'
export { hostCase } from './host-case/workflow.ts'
export { intake } from './intake/workflow.ts'
export { sweep } from './sweep/workflow.ts'
