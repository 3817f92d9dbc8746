import { z } from 'zod';

/** What staff may do here. One person may hold several. */
export const role = z.enum(['proctor', 'registry', 'siteManager', 'auditor', 'admin']);
export type Role = z.infer<typeof role>;
