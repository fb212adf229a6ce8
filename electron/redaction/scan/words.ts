/** Words that go on with a sentence rather than being a value. */
export const prose =
  /^(?![^]*[%$@#^~{}[\]|\\=*+<>])(?:is|was|are|were|be|been|has|have|had|not|no|non|must|may|might|can(?:not|'t)?|could|should|shall|will|would|does|do|did|for|from|of|to|in|on|at|by|as|and|or|but|if|with|without|than|that|this|the|an?(?=[\t-\r ][a-z]{2})|invalid|incorrect|wrong|missing|required|empty|expired?|expires|unknown|unexpected|failed|failure|error|denied|rejected|accepted|valid|changed?|reset|updated|user|attempt|length|minimum|maximum|too|never|ok|set|unset|disabled|enabled|default|used?|see|please|enter|your|system|null|because|when|while|where|there|it|its|fehlt|ist|sind|war|wurde|wird|nicht|kein|keine|leer|ung\xc3\xbcltig|g\xc3\xbcltig|falsch|abgelaufen|muss|gesetzt|ge\xc3\xa4ndert|erforderlich)(?:$|[,.;:!?)]?(?:[\t-\r ]|$))/i;

/** The same in Russian, as bytes of UTF-8; stems of words. */
export const russianProse = new RegExp(
  `^(?:${'не|нет|пуст|отсутств|истек|истёк|неверн|задан|обязат|указан|изменен|изменён|введен|требует|устарел|совпада|слишком|долж|действ|верн|для|или|был|сброшен|удален'
    .split('|')
    .map((stem) => Buffer.from(stem, 'utf8').toString('latin1'))
    .join('|')})[\\x80-\\xff]*(?:$|[,.;:!?)\\t-\\r ])`,
);

/** Values that say that there is none, and names of parameters in a template, in SQL and in code. */
export const nothing =
  /^(?:\*+|true|false|null|none|nil|undefined|n\/a|-|\(null\)|\(none\)|\(empty\)|empty|yes|no|\[redacted\]|\{\{?(?:\d{1,2}|[a-z_.]{0,30}(?:password|pwd|secret|token|key|code))\}?\}|\$\{[\w.:]{1,60}\}|%s|\?|@p\d{1,6}|@__\w{1,60}|\(?(?:convertto-securestring|read-host|new-object)(?:[\t-\r ].*)?|[a-z]__\d{1,6}\.MoveNext\([^]*)$/i;

/**
 * What nobody made up or drew as a secret: too short, without a digit or a letter, a word with a number, a version, a date, a
 * path, an identifier; but a run of small letters that no word has was made up. Where only the order of words says that a secret follows, such values stay.
 */
export const notRandom =
  /^(?:[^]{0,7}$|(?![a-z]{17,}[.,:;!?]*$)(?:[^\d]*|[A-Za-z_.-]*\d{0,3}[.,:;!?]*)$|[^A-Za-z]*$|(?:[Ii][Dd][Xx]|AADSTS|aadsts|KB|kb|[Ee]rr|ERR|SHA|sha)[\d:.]+$|[\d.,:]{1,12}[A-Za-z]*$|HTTP\/\d|[A-Za-z_][\w.]{0,40}=[^=]|\w{0,64}OAuth20\w{0,64}[.,:;!?]*$|[\w-]+(?:\.[\w-]+)+$|\d{4}-\d\d-\d\d|\{?[\dA-Fa-f]{8}-[\dA-Fa-f]{4}-|0x[\dA-Fa-f]+$|\w+\(|[/\\]|[A-Za-z]:\\|[A-Za-z+]+:\/\/|[[({])/;

/** Names of columns and parameters, which stand in lists beside the names of secrets. */
export const identifier = /^(?:\d{1,6}|[a-z]+(?:[_. -][a-z]+)*\d{0,4}|[@:$?%]\w*|\{\w*\})$/i;
