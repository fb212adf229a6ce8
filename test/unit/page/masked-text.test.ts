import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { MaskedText } from '../../../renderer/test-client/result/MaskedText.tsx';
import { markerOf } from '../../../shared/client/masked-text.ts';

it('shows a raw text with its lines, its secrets as buttons, and signs that deceive as their code points', () => {
  const text = `{\n"a": "<b>\u202E${markerOf('client_secret', 1)}"}`;
  const shown = renderToStaticMarkup(createElement(MaskedText, { text }));
  expect(shown).toContain('{\n&quot;a&quot;: &quot;&lt;b&gt;[U+202E]<button');
  expect(shown).toContain('aria-label="Reveal the client secret"');
});
