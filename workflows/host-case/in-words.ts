import type { EffectKind } from '../../domain/effect.ts'
import type { PenaltyKind } from '../../domain/rung.ts'

/** What an effect does, as an order to oneself. */
export const deed: Record<EffectKind, string> = {
  locate: 'find the host: address, switch port, account, owner',
  wake: 'wake the host and wait for a sign of life',
  patchAttempt: 'have the patch tool install now, then check live',
  liveCheck: 'check live whether the host is patched',
  ownerNotice: 'tell the owner',
  managerNotice: "tell the owner's manager",
  managementNotice: 'tell management',
  ticket: 'open a ticket',
  machineAccount: "disable the machine's account",
  userAccount: "disable the user's account",
  port: 'shut the switch port',
  disconnect: 'disconnect the host',
  undo: 'give back what was taken',
  closeTicket: 'close the ticket with the evidence',
  releaseNotice: 'tell the owner that it is over',
}

/** The same penalties once they are in force. */
export const inForce: Record<PenaltyKind, string> = {
  machineAccount: "the machine's account is disabled",
  userAccount: "the user's account is disabled",
  port: 'the switch port is shut',
  disconnect: 'the host is disconnected',
}

/** An instant for people, to the minute. */
export const when = (instant: number): string =>
  `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`
