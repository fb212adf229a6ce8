import { toleratedClockDifferenceMs } from '../../../shared/tolerances.ts';
import { durationInWords } from '../../oauth/moments.ts';
import { inBrief } from '../reply/words.ts';
import type { Check, Finding } from '../types.ts';
import type { ClockReading } from './clock-reading.ts';
import { needsIdentityService } from './identity-service.ts';

/** From here on tokens can look issued in the future or expired early. */
const noticeableMs = 60_000;

/** Compares the clocks of the Identity Service and this computer: tokens live by the clock. */
export const clock: Check = {
  id: 'identity.clock',
  title: 'Clock of the Identity Service',
  needs: ['identity.address', 'identity.tcp', 'identity.tls'],
  after: ['identity.discovery'],
  applies: needsIdentityService,
  run({ facts }) {
    return Promise.resolve(facts.identityClock ? judge(facts.identityClock) : unknown);
  },
};

const unknown: Finding = {
  status: 'skip',
  summary:
    'The Identity Service sent no date that can be read, so its clock could not be compared with the one of this computer.',
  evidence: [],
  remediation: null,
};

function judge({ date, differenceMs, uncertaintyMs }: ClockReading): Finding {
  const size = Math.abs(differenceMs);
  const direction = differenceMs > 0 ? 'ahead of' : 'behind';
  const evidence: Finding['evidence'] = [
    {
      kind: 'facts',
      title: 'Clocks compared',
      rows: [
        { label: 'Date sent by the Identity Service', value: inBrief(date, 100) },
        {
          label: 'Difference',
          value: `${durationInWords(size)} ${direction} this computer, give or take ${durationInWords(uncertaintyMs)}`,
        },
      ],
    },
  ];
  if (size <= noticeableMs) {
    return {
      status: 'pass',
      summary: `The clocks of the Identity Service and this computer agree within ${durationInWords(Math.max(size, uncertaintyMs))}.`,
      evidence,
      remediation: null,
    };
  }
  return {
    status: size > toleratedClockDifferenceMs ? 'fail' : 'warn',
    summary: `The clock of the Identity Service is ${durationInWords(size)} ${direction} the one of this computer; which of the two is right cannot be told from here.`,
    evidence,
    remediation: 'clock-differs',
  };
}
