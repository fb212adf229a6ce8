import type { AuthoredStep } from '../entry.ts';
import { documentedIn, named } from '../entry.ts';
import { webServiceAuthentication } from '../sources.ts';

/** A step that the article on web services describes. */
export const byArticle = documentedIn(webServiceAuthentication);

export const webServicePath = ['Studio', 'Web services', '<web service>'];
export const authenticationPath = [...webServicePath, 'Authentication'];
/** The page of the OAuth application, which opens from the field Application. */
export const oauthApplicationPath = [...authenticationPath, 'Application'];

export const openAuthenticationTab = byArticle(
  'In the workplace Studio open the section Web services, open the web service, and go to its Authentication tab.',
  { path: authenticationPath },
);
export const chooseOAuth = byArticle('Choose OAuth 2.0 in the field Authentication.', { path: authenticationPath });
export const save = byArticle('Click Save.');

export const deleteUser = byArticle(
  'Delete the user of the web service in Creatio, so that its present access token is given up.',
  { path: oauthApplicationPath },
);
export const revokeAtService = byArticle(
  'In the settings of the web service, take the access of the Creatio application away. Google, for one, has this among the settings of the account.',
);
export const addUserAgain = byArticle('Add the user in Creatio again; this asks for a new token.', {
  path: oauthApplicationPath,
});

/** A token with new scopes is only issued once the old one is gone. */
export const renewToken: AuthoredStep[] = [deleteUser, revokeAtService, addUserAgain];

export const readItsDocumentation = (what: string) => byArticle(`Read the documentation of the web service: ${what}.`);

export const scopeValues = named('Detail', 'Scopes');
