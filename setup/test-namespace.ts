import { inject } from 'vitest'
import { newNamespace } from './servers/new-namespace.ts'

/** A Temporal namespace of its own for one test file: the queues have the same names everywhere. */
export const testNamespace = (): Promise<string> => newNamespace(inject('temporalAddress'), 'test')
