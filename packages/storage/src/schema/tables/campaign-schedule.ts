import type { LocalDate, LocalTime } from './column-types.js';

/** What campaigns of both directions have in common (database.md §4.4, §4.9). */
export interface CampaignSchedule {
  datetime_init: LocalDate;
  datetime_end: LocalDate;
  daytime_init: LocalTime;
  daytime_end: LocalTime;
  id_url: number | null;
  /** Slots 2 and 3 are missing until somebody has opened the campaign page of a recent installation. */
  id_url2?: number | null;
  id_url3?: number | null;
}
