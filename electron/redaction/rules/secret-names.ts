const whole =
  /^(?:pass|pw|token|pin|otp|cookie|set-cookie|authorization|proxy-authorization|x-functions-key|bpmcsrf|bpmloader)$/i;
const ending =
  /(?:pass(?:word|wd|phrase|code)|pwd|passwort|kennwort|(?:^|[_.:@-])pass|secret|(?:access|refresh|id|auth|session|bearer|reset|security|user|login|api|device|client|bot)[_-]?token|(?:api|private|secret|access|account|encryption|signing|shared|symmetric)[_-]?key|client_?assertion|code_?verifier|connection_?string)s?(?:[_-]?(?:hash|salt|value|text|plain|encrypted|\d{1,3}))?$/i;

/** Whether a field, a column, a setting or a header of this name holds a secret. */
export const isSecretName = (name: string): boolean => whole.test(name) || ending.test(name);
