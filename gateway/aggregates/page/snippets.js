/**
 * @typedef {{ origin: string, release: string, aggregate: string, parameter: string, period: string, language: string }} SnippetFacts
 */

/**
 * The same figures from a shell.
 * @param {SnippetFacts} facts
 */
export function shellSnippet({ origin, aggregate, parameter, period, language }) {
  return `export SAMSYN_URL=${origin}
export SAMSYN_TOKEN=…        # npm start: $(npm run -s token -- analyst)
npx samsyn aggregate run ${aggregate} --param ${parameter}=${period}
npx samsyn aggregate run ${aggregate} --param ${parameter}=${period} --format parquet --language ${language} --out figures.parquet
`;
}

/**
 * In R, with nothing installed.
 * @param {SnippetFacts} facts
 */
export function rSnippet(facts) {
  return `# R 3.6 or later, nothing to install
file <- tempfile(fileext = ".csv")
download.file(
  "${addressOf(facts)}", file, quiet = TRUE,
  headers = c(
    Authorization = paste("Bearer", Sys.getenv("SAMSYN_TOKEN")),
    "Samsyn-Purpose" = "STATISTICS"
  )
)
figures <- read.csv(file, encoding = "UTF-8")
# count is NA where a figure is not shown: never read that as 0
subset(figures, table == 1)
`;
}

/**
 * In Python, with nothing installed.
 * @param {SnippetFacts} facts
 */
export function pythonSnippet(facts) {
  return `# Python 3.9 or later, nothing to install
import csv, io, os, urllib.request

request = urllib.request.Request(
    "${addressOf(facts)}",
    headers={
        "Authorization": "Bearer " + os.environ["SAMSYN_TOKEN"],
        "Samsyn-Purpose": "STATISTICS",
    },
)
with urllib.request.urlopen(request) as answer:
    figures = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8", newline="")))

# count is empty where a figure is not shown: never read that as 0
for row in figures:
    count = None if row["is_suppressed"] == "TRUE" else int(row["count"])
    print(row["table_label"], count)

# With pandas: pd.read_csv(answer), or pd.read_parquet on the file in Parquet
`;
}

/** @param {SnippetFacts} facts */
function addressOf({ origin, release, language }) {
  return `${origin}/aggregates/releases/${release}/csv?language=${language}`;
}
