import type { PenaltyKind, RungKind } from '../../../domain/rung.ts'

/** The consequence of a rung in words, as the end of a sentence; read by owner, manager and help desk alike. */
export const consequence: Record<RungKind, string> = {
  ownerNotice: 'the owner is reminded.',
  managerNotice: "the owner's manager is told.",
  managementNotice: 'management is told.',
  ticket: 'the patch section gets a ticket.',
  machineAccount:
    "the computer's own account is disabled: network drives, printers\n  and servers stop working on it.",
  userAccount: "the user's account is disabled: signing in stops working.",
  port: 'the network socket of the computer is shut off: it reaches nothing\n  but the patch servers, or nothing at all.',
  disconnect: 'the wireless or VPN connection of the computer is cut.',
}

/** What is off while a penalty is in force. */
export const whatIsOff: Record<PenaltyKind, string> = {
  machineAccount: "the computer's own account: network drives, printers and servers\n  do not work on it.",
  userAccount: "the user's account: signing in does not work.",
  port: 'the network socket of the computer: it reaches nothing but the\n  patch servers, or nothing at all.',
  disconnect: 'the wireless or VPN connection of the computer.',
}

/** What a release gives back. */
export const whatIsBack: Record<PenaltyKind, string> = {
  machineAccount: "the computer's own account",
  userAccount: "the user's account",
  port: 'the network socket of the computer',
  disconnect: 'the wireless or VPN connection of the computer',
}
