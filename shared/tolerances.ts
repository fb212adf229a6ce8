/** From this many days before its end on, a certificate is worth a warning. */
export const expiresSoonDays = 30;

/** How far clocks may differ before tokens are refused: the default of IdentityServer4 and of .NET. */
export const toleratedClockDifferenceMs = 5 * 60_000;
