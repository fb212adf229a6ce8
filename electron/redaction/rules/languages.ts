import type { FieldRule } from './types.ts';

const bytesOf = (words: readonly string[]): string[] =>
  words.map((word) => Buffer.from(word, 'utf8').toString('latin1'));

/** Passwords in fields whose name is short, misspelled, or of another language than those of most logs. */
export const languageRules: readonly FieldRule[] = [
  {
    kind: 'field',
    id: 'password-abroad',
    protects: 'passwords in fields that other languages or other spellings name',
    starts: [
      'pswd',
      'passwrd',
      'pass_phrase',
      'pass phrase',
      'parola',
      'clave',
      'senha',
      'wachtwoord',
      'heslo',
      'salasana',
      'adgangskode',
      ...bytesOf(['hasło', 'Hasło', 'lösenord', 'şifre', 'Şifre', 'jelszó']),
    ],
    before: /^(?:[\w.-]{0,40}[_.-]|user|db|admin)?$/i,
    examples: [
      ['user=-&pswd=abc&x=1', 'user=-&pswd=***&x=1'],
      ['Senha: abc', 'Senha: ***'],
      ['Hasło: abc', 'Hasło: ***'],
      ['enclave=abc', 'enclave=abc'],
    ],
  },
];
