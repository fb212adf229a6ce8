import { pass, shown, skip, warn, type Found } from './finding.ts';
import { memberOf, textOf, type JsonNode } from './json.ts';

/** Examines how much an Identity Service logs. */
export function examineLogLevel(settings: JsonNode): Found[] {
  const node = memberOf(settings, 'Logging', 'LogLevel', 'Default');
  const level = textOf(node);
  if (node === null || level === null) {
    return [skip('Logging:LogLevel:Default is not set, so the usual level holds. For a test it is set to Debug.')];
  }
  switch (level.toLowerCase()) {
    case 'trace':
      return [
        warn(
          'configuration-log-level',
          'The log level is Trace, which writes whole tokens into the log. Set it to Debug.',
          node.line,
        ),
      ];
    case 'none':
      return [
        warn('configuration-log-level', 'The log level is None, so nothing is logged, not even errors.', node.line),
      ];
    case 'debug':
      return [pass('The log level is Debug, as documented for a test. Set it back afterwards.', node.line)];
    case 'information':
    case 'warning':
    case 'error':
    case 'critical':
      return [pass(`The log level is ${level}. For a test it is set to Debug.`, node.line)];
    default:
      return [
        warn('configuration-log-level', `The log level is ${shown(level)}, which is not one of .NET.`, node.line),
      ];
  }
}
