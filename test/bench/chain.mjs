// (a) A healthy run against its longest chain of dependent requests, each reply 100 ms late.
import { diagnose } from '../../electron/checks/index.ts';
import { createNetwork } from '../../electron/net/index.ts';
import { profileDefaults } from '../../shared/profile.ts';
import { findRemediation } from '../../shared/remediation/index.ts';
import { cli, interleaved, medianOf, startProgram, timed } from './measure.mjs';

const delayMs = 100;
const limit = 1.15;

export async function measureChain() {
  const server = await startProgram(['test/bench/practice-server.ts', String(delayMs)]);
  try {
    const practice = JSON.parse(server.line);
    await run(practice); // A console that is open has run before.
    const [runs, firstRuns, chains] = await interleaved(9, [
      () => run(practice),
      () => firstRun(practice),
      () => chain(practice),
    ]);
    const [runMs, chainMs] = [medianOf(runs, 'ms'), medianOf(chains, 'ms')];
    return {
      title: `Healthy run with ${delayMs} ms added to every reply, against its longest chain of requests`,
      rows: [
        ['Run in a console that is open, every connection made anew', runMs, medianOf(runs, 'mebibytes')],
        ['First run of a new process (the command line)', medianOf(firstRuns, 'ms'), medianOf(firstRuns, 'mebibytes')],
        ['curl: discovery, then token, then use of the token', chainMs, medianOf(chains, 'mebibytes')],
      ],
      ratio: { name: 'run / chain', value: runMs / chainMs, atMost: limit },
    };
  } finally {
    await server.close();
  }
}

async function run({ creatioUrl, identityServiceUrl, clientId, clientSecret }) {
  const network = createNetwork();
  const report = await diagnose({
    profile: {
      ...profileDefaults,
      id: 'bench',
      name: 'Bench',
      creatioUrl,
      platform: 'net-framework',
      identityServiceUrl,
      clientId,
      timeLimitSeconds: 15,
    },
    clientSecret,
    network,
    signal: new AbortController().signal,
    tool: { name: 'bench', version: '0' },
    host: { name: 'bench', os: 'bench' },
    findRemediation,
  });
  await network.close();
  if (report.outcome !== 'healthy') throw new Error(`The run to be measured ended ${report.outcome}`);
  return { ms: report.durationMs, mebibytes: process.memoryUsage().rss / 1024 ** 2 };
}

function firstRun({ creatioUrl, identityServiceUrl, clientId, clientSecret }) {
  const addresses = ['--url', creatioUrl, '--platform', 'net-framework', '--identity-url', identityServiceUrl];
  const client = ['--client-id', clientId, '--client-secret-env', 'BENCH_SECRET'];
  const { stdout, mebibytes } = timed(process.execPath, [cli, 'check', ...addresses, ...client, '--format', 'json'], {
    env: { BENCH_SECRET: clientSecret },
  });
  const { outcome, durationMs } = JSON.parse(stdout);
  if (outcome !== 'healthy') throw new Error(`The run to be measured ended ${outcome}`);
  return { ms: durationMs, mebibytes };
}

/** The same three requests by curl in one process; the time of its transfers alone, without its start. */
async function chain({ creatioUrl, identityServiceUrl, clientId, clientSecret }) {
  const discovery = `${identityServiceUrl}/.well-known/openid-configuration`;
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const body = new URLSearchParams(form).toString();
  const { token_endpoint: tokenUrl } = await (await fetch(discovery)).json();
  const { access_token: token } = await (
    await fetch(tokenUrl, { method: 'POST', body: new URLSearchParams(form) })
  ).json();
  const each = ['--silent', '--show-error', '--fail', '--output', '/dev/null', '--write-out', '%{time_total}\\n'];
  const use = ['--header', `Authorization: Bearer ${token}`, `${creatioUrl}/0/odata/Contact?$top=1`];
  const requests = [[discovery], ['--data', body, tokenUrl], use].map((request) => [...each, ...request]);
  const { stdout, mebibytes } = timed('curl', [...requests[0], '--next', ...requests[1], '--next', ...requests[2]]);
  const seconds = stdout.trim().split('\n').map(Number);
  if (seconds.length !== 3) throw new Error('curl did not make the three requests');
  return { ms: seconds.reduce((sum, one) => sum + one, 0) * 1_000, mebibytes };
}
