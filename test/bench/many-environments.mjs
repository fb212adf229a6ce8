// (c) Two hundred environments, sixteen at a time, against curl fetching their health endpoints.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli, interleaved, medianOf, startProgram, timed } from './measure.mjs';

const count = 200;
const atOnce = '16';

export async function measureManyEnvironments() {
  const home = mkdtempSync(join(tmpdir(), 'bench-home-'));
  const server = await startProgram(['test/bench/practice-server.ts']);
  try {
    const { creatioUrl, identityServiceUrl, clientId } = JSON.parse(server.line);
    const profiles = Array.from({ length: count }, (_, index) => ({
      id: `environment-${index}`,
      name: `Environment ${index}`,
      creatioUrl,
      platform: 'net-framework',
      identityServiceUrl,
      clientId,
      timeLimitSeconds: 15,
    }));
    writeFileSync(join(home, 'profiles.json'), JSON.stringify({ schemaVersion: 1, profiles }));
    const addresses = `${creatioUrl}/0/api/OAuthHealthCheck\n`.repeat(count);

    const [ours, curls] = await interleaved(7, [() => checkAll(home), () => fetchAll(addresses)]);
    const [oursMs, curlMs] = [medianOf(ours, 'ms'), medianOf(curls, 'ms')];
    const perSecond = (ms) => Math.round((count * 1_000) / ms);
    return {
      title: `${count} environments, ${atOnce} at a time, against \`xargs -P${atOnce} curl\` on their health endpoints`,
      rows: [
        [`creatio-oauth check --all (${perSecond(oursMs)} environments a second)`, oursMs, medianOf(ours, 'mebibytes')],
        [
          `xargs -P${atOnce} curl (${perSecond(curlMs)} a second; memory of one curl)`,
          curlMs,
          medianOf(curls, 'mebibytes'),
        ],
      ],
      ratio: { name: 'environments a second: ours / curl', value: curlMs / oursMs, atLeast: 1 },
    };
  } finally {
    await server.close();
    rmSync(home, { recursive: true, force: true });
  }
}

function checkAll(home) {
  const args = [cli, 'check', '--all', '--concurrency', atOnce, '--format', 'json'];
  // Without a secret the token is not asked for; what the exit code then is, is not what is measured here.
  const result = timed(process.execPath, args, { env: { CREATIO_OAUTH_HOME: home }, exitCodes: [0, 1] });
  const healthy = JSON.parse(result.stdout).filter(({ outcome }) => outcome === 'healthy').length;
  if (healthy !== count) throw new Error(`Only ${healthy} of ${count} environments were found healthy`);
  return result;
}

function fetchAll(addresses) {
  const curl = ['curl', '--silent', '--fail', '--output', '/dev/null'];
  return timed('xargs', [`-P${atOnce}`, '-n1', ...curl], { input: addresses });
}
