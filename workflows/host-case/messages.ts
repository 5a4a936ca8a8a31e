import { defineSignal, defineUpdate } from '@temporalio/workflow'
import type { CaseCommand, CaseMessage, CommandAnswer } from './contract.ts'

/** Facts from machines: reports, sightings, the gate. */
export const tell = defineSignal<[CaseMessage]>('tell')

/** A person's command: an answer, or a refusal with its reason. */
export const command = defineUpdate<CommandAnswer, [CaseCommand]>('command')

/** A newer machine is there, of this version: the run hands over, and the next one goes on under it. */
export const wake = defineSignal<[number]>('wake')
