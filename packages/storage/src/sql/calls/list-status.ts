/** `campaign_lists.status` (database.md §4.5). */
export const LIST_STATUS = { active: 1, stopped: 2, finished: 3 } as const;
