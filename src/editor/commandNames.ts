/** Every command, without the `reviewDebt.` before it. */
export const commandNames = [
  "next",
  "previous",
  "limitWalk",
  "clearLimit",
  "markReviewed",
  "markFileReviewed",
  "reopen",
  "checklist",
  "dismiss",
  "showDismissed",
  "archive",
  "startFromHere",
  "markAsAi",
  "markAsMine",
  "explain",
  "openLine",
  "showQueue",
  "showWeek",
  "openWeekAsText",
  "saveWeek",
  "answerWeek",
  "showMenu",
  "showSources",
  "importAgentHistory",
  "stopLookingBack",
  "connectAgentHooks",
  "disconnectAgentHooks",
  "exportData",
  "showStoredData",
  "deleteAllData",
  "pause",
  "pauseUntilTomorrow",
  "resume",
] as const;

/** One of `commandNames`. */
export type CommandName = (typeof commandNames)[number];

/** What a command does. Called with an argument it asks nothing. */
export type Handler = (argument?: unknown) => Promise<unknown>;
