import type { Evidence } from '../../../shared/report.ts';
import type { HttpOutcome } from '../../net/index.ts';
import type { CheckContext } from '../types.ts';

/** Every exchange of an outcome as evidence, redirects within the origin first. */
export function exchangesEvidence(context: CheckContext, title: string, outcome: HttpOutcome): Evidence[] {
  return outcome.exchanges.map((exchange, index) =>
    context.exchangeEvidence(
      index < outcome.exchanges.length - 1 ? `${title}, redirect ${index + 1}` : title,
      exchange,
    ),
  );
}
