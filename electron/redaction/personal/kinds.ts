/** Kinds of personal data, each switched by itself. `path` is a user's name in the path of a file. */
export const personalKinds = ['user', 'email', 'ip', 'host', 'path', 'phone'] as const;
export type PersonalKind = (typeof personalKinds)[number];
