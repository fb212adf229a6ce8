import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { knownHosts } from '../../../electron/bundle/index.ts';
import { foundFile } from '../../fixtures/logs.ts';

it('takes servers out of configuration, and no folder of a path for one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'known-hosts-'));
  const text = String.raw`{ "X509CertificatePath": "C:\\inetpub\\signing\\openssl.pfx", "Logs": ".\\written\\stdout",
    "Up": "..\\..\\shared\\x", "Down": "kept\\deep\\x", "Dir": "C:\\Program Files (x86)\\Vendor\\x",
    "DatabaseConnectionString": "Server=ERPDB;Password=x", "Share": "\\\\filer\\keys\\x", "Plain": "\\vault\keys\x" }
    <target fileName="\${basedir}\\targets\\x.log" /><a path="\\nas\logs" /><a path="\\logs\all" /> Path:\\tape\x`;
  await writeFile(join(folder, 'appsettings.json'), text);
  const configuration = [await foundFile(join(folder, 'appsettings.json'))];
  const own = await knownHosts({ environments: [], report: null, plan: { files: [], configuration: [] } });
  const found = await knownHosts({ environments: [], report: null, plan: { files: [], configuration } });
  expect(found.filter((name) => !own.includes(name))).toEqual(['erpdb', 'filer', 'nas', 'tape', 'vault']);
  await rm(folder, { recursive: true });
});
