import { percentDecoded } from '../url.ts';

const decode = (text: string): string => percentDecoded(text.replaceAll('+', ' '));

/** The parameters of a form-encoded text in their order (RFC 6749, appendix B); what is badly encoded stays as it is. */
export const formParameters = (text: string): [name: string, value: string][] =>
  text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', ...value] = part.split('=');
      return [decode(name), decode(value.join('='))];
    });

/** The first value of a parameter; null where it is absent. */
const parameterIn = (text: string, name: string): string | null =>
  formParameters(text).find(([each]) => each === name)?.[1] ?? null;

/** All values of a parameter of the query of an address. */
export const queryParameters = (url: string, name: string): string[] =>
  formParameters(/\?([^#]*)/.exec(url)?.[1] ?? '').flatMap(([each, value]) => (each === name ? [value] : []));

/** The parameter of the query of an address, or of its fragment; null where it is absent. */
export const queryParameter = (url: string, name: string): string | null =>
  parameterIn(/\?([^#]*)/.exec(url)?.[1] ?? '', name);
export const fragmentParameter = (url: string, name: string): string | null =>
  parameterIn(/#(.*)$/s.exec(url)?.[1] ?? '', name);
