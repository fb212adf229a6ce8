// The practice environment in a process of its own, as a real Creatio would be: node practice-server.ts [REPLY_DELAY_MS].
import { startPractice } from '../../electron/practice/index.ts';

const practice = await startPractice({ replyDelayMs: Number(process.argv[2] ?? 0) });
const { creatioUrl, identityServiceUrl, clientId, clientSecret } = practice;
console.log(JSON.stringify({ creatioUrl, identityServiceUrl, clientId, clientSecret }));
process.once('SIGTERM', () => void practice.close());
