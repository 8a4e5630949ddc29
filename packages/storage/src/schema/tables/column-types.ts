/** Local date and time of the PBX host, `YYYY-MM-DD HH:MM:SS`. */
export type LocalDateTime = string;
/** Local date, `YYYY-MM-DD`. */
export type LocalDate = string;
/** Local time of day, `HH:MM:SS`. */
export type LocalTime = string;
/** `HH:MM:SS`, up to 838:59:59. */
export type LocalDuration = string;
