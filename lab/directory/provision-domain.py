"""Provisions a Samba AD domain and delegates to the bot what Straggler needs, and nothing more.

samba-tool would do the first half, but it always sets ACLs on sysvol, which needs a file system and a module
that we have no use for.
"""
import logging
import sys

from samba import dsdb
from samba.auth import system_session
from samba.param import LoadParm
from samba.provision import FILL_FULL, provision
from samba.sd_utils import SDUtils

directory, realm, password = sys.argv[1:]
conf = directory + '/smb.conf'
base_dn = ','.join('DC=' + part for part in realm.split('.'))
# schemaIDGUIDs (MS-ADA3, MS-ADA1)
USER_ACCOUNT_CONTROL = 'bf967a68-0de6-11d0-a285-00aa003049e2'
COMMENT = 'bf967a6a-0de6-11d0-a285-00aa003049e2'

lp = LoadParm()
lp.load(conf)
samdb = provision(
    logging.getLogger(), system_session(), smbconf=conf, targetdir=directory + '/dc', samdb_fill=FILL_FULL,
    realm=realm, domain=realm.split('.')[0], adminpass=password, hostname='dc1', hostip='127.0.0.1',
    serverrole='active directory domain controller', dns_backend='NONE', skip_sysvolacl=True,
    dom_for_fun_level=dsdb.DS_DOMAIN_FUNCTION_2008_R2, lp=lp).samdb

samdb.newuser('straggler', password)
found = samdb.search(base_dn, expression='(sAMAccountName=straggler)', attrs=['objectSid'])
bot = samdb.schema_format_value('objectSid', found[0]['objectSid'][0]).decode()
for ou in ('People', 'Hosts'):
    dn = 'OU=%s,%s' % (ou, base_dn)
    samdb.create_ou(dn)
    for attribute in (USER_ACCOUNT_CONTROL, COMMENT):
        SDUtils(samdb).dacl_add_ace(dn, '(OA;CI;WP;%s;;%s)' % (attribute, bot))
