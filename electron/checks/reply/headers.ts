export { headerOf, looksLikeHtml } from '../../../shared/reply/headers.ts';
