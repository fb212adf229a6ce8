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
  // Its clock is the witness where the other two differ.
  afterUnlessSlow: ['creatio.ping'],
  applies: needsIdentityService,
  run({ facts }) {
    return Promise.resolve(facts.identityClock ? judge(facts.identityClock, facts.creatioClock ?? null) : unknown);
  },
};

const unknown: Finding = {
  status: 'skip',
  summary:
    'The Identity Service sent no date that can be read, so its clock could not be compared with the one of this computer.',
  evidence: [],
  remediation: null,
};

function judge({ date, differenceMs, uncertaintyMs }: ClockReading, creatio: ClockReading | null): Finding {
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
    summary: `The clock of the Identity Service is ${durationInWords(size)} ${direction} the one of this computer${whichIsRight(differenceMs, creatio)}.`,
    evidence,
    remediation: 'clock-differs',
  };
}

/** Tokens are judged by the clock of Creatio, so it counts with which of the two that one agrees. */
function whichIsRight(differenceMs: number, creatio: ClockReading | null): string {
  const agrees = (otherMs: number): boolean =>
    creatio !== null && Math.abs(creatio.differenceMs - otherMs) <= noticeableMs;
  if (agrees(0)) return '. That of Creatio agrees with this computer, so the Identity Service seems to be wrong';
  if (agrees(differenceMs))
    return '. That of Creatio agrees with the Identity Service, so this computer seems to be wrong';
  return '; which of the two is right cannot be told from here';
}
