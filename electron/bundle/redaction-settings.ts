import {
  ownRule,
  prepareRedaction,
  type Exception,
  type OwnRule,
  type PersonalKind,
  type Redaction,
} from '../redaction/index.ts';
import { withTimeLimit } from './own-rule-limit.ts';

/** How a bundle is redacted, as plain data that can be handed to a thread. */
export interface RedactionSettings {
  /** Secrets that are known. */
  secrets: readonly string[];
  /** Names of computers that are known; see `knownHosts`. */
  hosts?: readonly string[];
  /** Kinds of personal data that stay. */
  keep: readonly PersonalKind[];
  rules: readonly OwnRule[];
  exceptions: readonly Exception[];
}

/** Throws a UserError `rule-invalid` for an own rule that is none; a search with one that is too slow throws `rule-slow`. */
export const redactionOf = ({ secrets, hosts = [], keep, rules, exceptions }: RedactionSettings): Redaction =>
  withTimeLimit(
    prepareRedaction({ secrets, hosts, keep, exceptions, rules: rules.map((rule) => ownRule(rule)) }),
    rules,
  );
