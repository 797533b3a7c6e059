const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago: `just now`, `2 min ago`, `3 h ago`, `yesterday`, `5 days ago`, then the date. */
export function ageText(moment: Date, now = new Date()): string {
  const seconds = (now.getTime() - moment.getTime()) / 1000;
  if (seconds < 45) return "just now";
  if (seconds < HOUR - 30) return `${Math.max(1, Math.round(seconds / MINUTE))} min ago`;
  if (seconds < DAY && sameDay(moment, now)) return `${Math.round(seconds / HOUR)} h ago`;
  const days = Math.max(1, Math.round((startOfDay(now) - startOfDay(moment)) / (DAY * 1000)));
  if (days === 1) return "yesterday";
  return days < 7 ? `${days} days ago` : moment.toLocaleDateString();
}

/** A time in short: `14:32` today, `Mon 17:02` within a week, else `12 Nov 17:02`. With `seconds`: `today 14:32:07`. */
export function momentText(moment: Date, options: { readonly seconds?: boolean; readonly now?: Date } = {}): string {
  const { seconds = false, now = new Date() } = options;
  const digits = (value: number): string => String(value).padStart(2, "0");
  const time = [moment.getHours(), moment.getMinutes(), ...(seconds ? [moment.getSeconds()] : [])]
    .map(digits)
    .join(":");
  if (sameDay(moment, now)) return seconds ? `today ${time}` : time;
  const days = (startOfDay(now) - startOfDay(moment)) / (DAY * 1000);
  if (days > 0 && days < 6.5) return `${moment.toLocaleDateString("en", { weekday: "short" })} ${time}`;
  const year = moment.getFullYear() === now.getFullYear() ? "" : ` ${moment.getFullYear()}`;
  return `${moment.getDate()} ${moment.toLocaleDateString("en", { month: "short" })}${year} ${time}`;
}

function sameDay(a: Date, b: Date): boolean {
  return startOfDay(a) === startOfDay(b);
}

function startOfDay(moment: Date): number {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
}
