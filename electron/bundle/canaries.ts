/** Values that nobody has for a secret. They go through the redaction of every bundle, and none may come out. */
export const canaries = [
  'Kq7canary0Wm2vXc9Tz',
  'Zr4canary1Hb8nLq3Ys',
  'Vd6canary2Pf5jRw1Gk',
  'Mt9canary3Cx7uBe4Na',
  'Jy2canary4Sg6oDi8Lh',
] as const;

const [form, header, json, connection, cookie] = canaries;

/** A text with the canaries where secrets usually stand. */
export const canaryLines = `This text went through the same redaction as the logs. It held five made-up secrets; the console looks for them in the
finished bundle and gives none out in which one is left.

grant_type=client_credentials&client_id=canary&client_secret=${form}&scope=canary
Authorization: Bearer ${header}
{"token_type":"Bearer","access_token":"${json}","expires_in":3600}
Data Source=localhost;Initial Catalog=canary;User ID=sa;Password=${connection};Pooling=true
Cookie: .ASPXAUTH=${cookie}
`;
