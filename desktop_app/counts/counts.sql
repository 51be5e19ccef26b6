-- Every count of a period, in one text for every engine (SQLite, DuckDB, Spark).
--
-- Only COUNT, SUM of integers, CASE, WHERE, GROUP BY, UNION ALL: engines differ on everything else (division, casts,
-- dates, weekdays, float sums). Days are whole numbers, days since 1970-01-01, made when a record becomes a fact row.
-- Parameters: :first_day and :last_day, both inside the period. Rows: forms/countrow.py says what each means.
--
-- 1. dossier: the dossiers the office had on some day of the period, each once, by its way in and its way out.
--    closed_day is the finished day, else the day it was withdrawn or stopped. A dossier counts if it was received by the last
--    day and was not closed before the first. On its due day a dossier is not yet late: late is closed_day > due_day,
--    overdue is :last_day > due_day, unless the clock stands still since the due day or before (paused_day: waiting for papers
--    or payment now).
--    code: tens 1 online, 2 counter or post, 3 from the period before; units 1 early, 2 on time, 3 late, 4-6 the same for
--    withdrawn or stopped, 7 open in time, 8 open overdue.
SELECT 'dossier' AS what, unit, field AS a, '' AS b, code, COUNT(*) AS n
  FROM (SELECT unit, field,
               CASE WHEN received_day < :first_day THEN 30 WHEN channel = 'online' THEN 10 ELSE 20 END
             + CASE WHEN closed_day IS NULL OR closed_day > :last_day
                    THEN CASE WHEN due_day < :last_day AND (paused_day IS NULL OR paused_day > due_day) THEN 8 ELSE 7 END
                    WHEN closed_day < due_day THEN early_code
                    WHEN closed_day > due_day THEN early_code + 2
                    ELSE early_code + 1 END AS code
          FROM (SELECT unit, field, channel, received_day, due_day, paused_day, finished_day AS closed_day, 1 AS early_code
                  FROM dossier_fact
                 WHERE finished_day >= :first_day AND received_day <= :last_day
                UNION ALL
                SELECT unit, field, channel, received_day, due_day, paused_day, left_day AS closed_day, 4 AS early_code
                  FROM dossier_fact
                 WHERE finished_day IS NULL AND left_day >= :first_day AND received_day <= :last_day
                UNION ALL
                SELECT unit, field, channel, received_day, due_day, paused_day, left_day AS closed_day, 1 AS early_code
                  FROM dossier_fact
                 WHERE finished_day IS NULL AND left_day IS NULL AND received_day <= :last_day) with_the_office
       ) by_way
 GROUP BY unit, field, code
UNION ALL
-- 2. due: the cohort due in the period, finished by the due day or not, whenever received. Those withdrawn or stopped
--    by their due day were never owed and are no part of it; nor are those whose clock stands still since then or before.
SELECT 'due' AS what, unit, field AS a, '' AS b, code, COUNT(*) AS n
  FROM (SELECT unit, field, CASE WHEN finished_day <= due_day THEN 1 ELSE 0 END AS code
          FROM dossier_fact
         WHERE due_day >= :first_day AND due_day <= :last_day
           AND (finished_day IS NOT NULL OR left_day IS NULL OR left_day > due_day)
           AND (paused_day IS NULL OR paused_day > due_day)) due_in_period
 GROUP BY unit, field, code
UNION ALL
-- 3. reappointed: of the dossiers of 1, those given a new appointment by the last day: 1 closed by its day, 2 closed later,
--    3 open and its day not over (or the clock stands still since that day or before), 4 open and its day over.
--    Beside the columns, never in them: due_day is not moved by an appointment.
SELECT 'reappointed' AS what, unit, field AS a, '' AS b, code, COUNT(*) AS n
  FROM (SELECT unit, field,
               CASE WHEN closed_day IS NULL OR closed_day > :last_day
                    THEN CASE WHEN appointed_day < :last_day AND (paused_day IS NULL OR paused_day > appointed_day)
                              THEN 4 ELSE 3 END
                    WHEN closed_day > appointed_day THEN 2
                    ELSE 1 END AS code
          FROM (SELECT unit, field, appointed_day, paused_day,
                       CASE WHEN finished_day IS NULL THEN left_day ELSE finished_day END AS closed_day
                  FROM dossier_fact
                 WHERE reappointed_day <= :last_day AND received_day <= :last_day) given_by_the_last_day
         WHERE closed_day IS NULL OR closed_day >= :first_day) with_the_office
 GROUP BY unit, field, code
UNION ALL
-- 4. slip: 0 no valid answer, 1 some answer below 4, 2 every valid answer 4 or 5. By the slip's own day.
SELECT 'slip' AS what, unit, form AS a, '' AS b, code, COUNT(*) AS n
  FROM (SELECT unit, form, CASE WHEN answered = 0 THEN 0 WHEN satisfied < answered THEN 1 ELSE 2 END AS code
          FROM slip_fact
         WHERE day >= :first_day AND day <= :last_day) slips_of_period
 GROUP BY unit, form, code
UNION ALL
-- 5. answer: 1-5, 0 blank, 6 double-marked, 7 illegible. Never summed across versions of a form.
SELECT 'answer' AS what, unit, form AS a, item AS b, code, COUNT(*) AS n
  FROM answer_fact
 WHERE day >= :first_day AND day <= :last_day
 GROUP BY unit, form, item, code
UNION ALL
-- 6. issued, returned: whole batches whose own period touches the period. A batch on the border counts in both periods,
--    so that a report never shows more valid slips than slips returned; do not add these over periods.
--    Stations of a unit that share a pile each hold its control sheet: a code counts once, with its larger number. Each sheet is
--    laid beside all sheets of its pile, itself too; the number none of them tops is the pile's, equal ones being one group.
SELECT 'issued' AS what, unit, form AS a, '' AS b, 0 AS code, SUM(issued) AS n
  FROM (SELECT sheet.unit, sheet.form, sheet.batch, sheet.issued,
               SUM(CASE WHEN other.issued > sheet.issued THEN 1 ELSE 0 END) AS larger
          FROM batch_fact sheet, batch_fact other
         WHERE other.unit = sheet.unit AND other.form = sheet.form AND other.batch = sheet.batch
           AND sheet.from_day <= :last_day AND sheet.to_day >= :first_day
           AND other.from_day <= :last_day AND other.to_day >= :first_day
         GROUP BY sheet.unit, sheet.form, sheet.batch, sheet.issued) piles_issued
 WHERE larger = 0
 GROUP BY unit, form
UNION ALL
SELECT 'returned' AS what, unit, form AS a, '' AS b, 0 AS code, SUM(returned) AS n
  FROM (SELECT sheet.unit, sheet.form, sheet.batch, sheet.returned,
               SUM(CASE WHEN other.returned > sheet.returned THEN 1 ELSE 0 END) AS larger
          FROM batch_fact sheet, batch_fact other
         WHERE other.unit = sheet.unit AND other.form = sheet.form AND other.batch = sheet.batch
           AND sheet.from_day <= :last_day AND sheet.to_day >= :first_day
           AND other.from_day <= :last_day AND other.to_day >= :first_day
         GROUP BY sheet.unit, sheet.form, sheet.batch, sheet.returned) piles_returned
 WHERE larger = 0
 GROUP BY unit, form
UNION ALL
-- 7. feedback received in the period: 1 answered by the last day, 0 not yet.
SELECT 'feedback' AS what, unit, kind AS a, '' AS b, code, COUNT(*) AS n
  FROM (SELECT unit, kind, CASE WHEN answered_day <= :last_day THEN 1 ELSE 0 END AS code
          FROM feedback_fact
         WHERE day >= :first_day AND day <= :last_day) feedback_of_period
 GROUP BY unit, kind, code
