import { APPROVAL_DOORS, APPROVAL_GROUNDS } from './approval-coordinates.ts';
import { DISCLOSURE_DOORS, DISCLOSURE_GROUNDS } from './disclosure-coordinates.ts';
import { SOCIAL_DOORS, SOCIAL_GROUNDS } from './social-coordinates.ts';

/** What the desks hold beside blocks: by row, the coordinates by type. */
export const DESK_DOORS = { ...DISCLOSURE_DOORS, ...SOCIAL_DOORS, ...APPROVAL_DOORS };

/** What a role is let in by, by row. */
export const DESK_GROUNDS = { ...DISCLOSURE_GROUNDS, ...SOCIAL_GROUNDS, ...APPROVAL_GROUNDS };
