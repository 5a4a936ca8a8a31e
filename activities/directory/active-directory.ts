import { adAccount } from './ad-account.ts'
import { adByHand } from './ad-by-hand.ts'
import { adMarker } from './ad-marker.ts'
import { forbiddenByAd } from './ad-rules.ts'
import { adEntry, adGroupSid, adNamed } from './ad-search.ts'
import { adWarnings } from './ad-warnings.ts'
import { adDisable, adEnable, adUnmark } from './ad-write.ts'
import type { DirectoryKind } from './directory.ts'
import { withClient } from './with-client.ts'

/**
 * Active Directory, and Samba as its controller: an account is disabled by one bit of userAccountControl.
 * `directory.url` names one server, not the domain: a compare-and-set holds on one only (MS-ADTS 3.1.1.1.9).
 */
export const activeDirectory: DirectoryKind = {
  session: (config, job) =>
    withClient(config, async (client) => {
      const marker = await adMarker(client, config)
      const entryOf = (guid: string) => adEntry(client, guid, marker)
      const get = async (guid: string) => {
        const entry = await entryOf(guid)
        return entry === undefined ? null : adAccount(entry, marker)
      }
      return job({
        named: (name) => adNamed(client, config.baseDn, name),
        get,
        groupId: (dn) => adGroupSid(client, dn),
        async forbid({ guid }) {
          const entry = await entryOf(guid)
          return entry === undefined ? 'it is no longer in the directory' : forbiddenByAd(entry)
        },
        disable: (account, mark) => adDisable(client, account, mark, marker, get),
        enable: (account, prior) => adEnable(client, account, prior, marker),
        unmark: (account, prior) => adUnmark(client, account, prior, marker),
      })
    }),
  // A NetBIOS name has at most 15 characters, and sAMAccountName is made of it (MS-ADTS 3.1.1.3.1.1.3).
  machineNames: ({ hostname, fqdn }) => [
    `${hostname.split('.')[0]?.slice(0, 15)}$`,
    ...(fqdn === undefined ? [] : [fqdn]),
  ],
  byHand: adByHand,
  warnings: (config) => withClient(config, (client) => adWarnings(client, config)),
}
