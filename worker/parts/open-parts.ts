import { join } from 'node:path'
import type { Client } from '@temporalio/client'
import type { Db } from 'mongodb'
import { type CaseClient, createCaseClient } from '../../activities/case-client.ts'
import { openDeploy } from '../../activities/deploy/open-deploy.ts'
import { accountPenalty } from '../../activities/directory/account.ts'
import type { PeopleParts } from '../../activities/effects/parts.ts'
import { heldFile } from '../../activities/held/held-file.ts'
import { mailTicket } from '../../activities/help-desk/mail-ticket.ts'
import { smtpMailer } from '../../activities/notice/smtp-mailer.ts'
import type { Penalisable } from '../../activities/penalisable.ts'
import { switchPort } from '../../activities/switch/switch-port.ts'
import { codeVersion } from '../../config/code-version.ts'
import type { Config } from '../../config/schema.ts'
import { caseTimes } from '../../domain/policy/case-times.ts'
import { leaseEnd } from '../../domain/policy/lease-end.ts'
import type { Policy } from '../../domain/policy/schema.ts'
import type { CveKnowledge } from '../../domain/risk/risk-of.ts'
import type { PenaltyKind } from '../../domain/rung.ts'
import { prepareGrants } from '../../store/grants.ts'
import { prepareTally } from '../../store/tally.ts'
import { mongoTargets, prepareTargets, type TargetStore } from '../../store/targets.ts'
import { createTrail, type Trail } from '../../trail/append.ts'
import { prepareTrail } from '../../trail/documents.ts'
import type { CaseInput } from '../../workflows/host-case/contract.ts'
import { machineVersion } from '../../workflows/host-case/machine.ts'
import { loadKev } from './load-kev.ts'
import { provenPolicy } from './proven-policy.ts'

/** Everything that activities are made of, opened once for each process. */
export interface Parts {
  config: Config
  db: Db
  trail: Trail
  targets: TargetStore
  client: CaseClient
  policy: Policy
  kev: CveKnowledge | undefined
  /** What a case that is opened now starts with. */
  terms: Pick<CaseInput, 'machineVersion' | 'policyHash' | 'times'>
  people: PeopleParts
  penalisables: Partial<Record<PenaltyKind, Penalisable>>
  held: ReturnType<typeof heldFile>
}

export async function openParts(config: Config, db: Db, client: Client): Promise<Parts> {
  const { policy, hash } = provenPolicy(config)
  await Promise.all([prepareTrail(db), prepareTargets(db), prepareGrants(db), prepareTally(db)])
  return {
    config,
    db,
    client: createCaseClient(client),
    trail: createTrail(db, { log: 'straggler', gitSha: codeVersion() }),
    targets: mongoTargets(db),
    policy,
    kev: loadKev(config.kevFile),
    terms: { machineVersion, policyHash: hash, times: caseTimes(policy) },
    people: peopleOf(config, db, policy),
    penalisables: penalisablesOf(config),
    held: heldFile(join(config.dataDirectory, 'held.jsonl')),
  }
}

function peopleOf(config: Config, db: Db, policy: Policy): PeopleParts {
  const { mail, helpDesk, deploy, managementEmail, api } = config
  const mailer = mail && smtpMailer(mail, helpDesk?.to)
  return {
    db,
    publicUrl: api.publicUrl,
    leaseEnd: async ({ kind }) => leaseEnd(policy, kind, Date.now()),
    zone: mail?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...(mailer && { mailer }),
    ...(mailer && helpDesk && { helpDesk: mailTicket(helpDesk, mailer) }),
    ...(deploy && { deploy: openDeploy(deploy) }),
    ...(managementEmail && { managementEmail }),
  }
}

/** A kind of penalty without an adapter is missing, and asking for it is refused. */
export function penalisablesOf({ directory, switches }: Config): Parts['penalisables'] {
  return {
    ...(directory && {
      machineAccount: accountPenalty(directory, 'machineAccount'),
      userAccount: accountPenalty(directory, 'userAccount'),
    }),
    ...(switches.length > 0 && { port: switchPort(switches) }),
  }
}
