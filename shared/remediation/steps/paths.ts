/** Where Creatio keeps the applications that may ask for tokens, from the outside in, in its own words. */
export const applicationsPath = ['System Designer', 'Import and integration', 'OAuth 2.0 integrated applications'];
export const applicationsPath81 = ['System Designer', 'Application management', 'OAuth 2.0 integrated applications'];
export const applicationsPath80 = ['System Designer', 'Application management', 'OAuth 2.0 integrated application'];

/** Places in IIS Manager. */
export const poolSettingsPath = ['IIS Manager', 'Application Pools', 'Advanced Settings'];
export const bindingsPath = ['IIS Manager', 'Sites', 'Bindings'];
export const recyclePath = ['IIS Manager', 'Application Pools', 'Recycle'];
