import type { HunkText } from "../../../../src/core/review/hunkText.ts";

/** A piece of code of a kind that people and agents write, and the packs it calls for, the heaviest first. */
export interface Snippet {
  readonly what: string;
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
  readonly packs: readonly string[];
  readonly more?: Partial<HunkText>;
}

export const snippets: readonly Snippet[] = [
  // TypeScript and JavaScript
  {
    what: "a route that reads an order by the id in its address",
    path: "src/orders/api.ts",
    languageId: "typescript",
    text: `
app.get("/orders/:orderId", requireLogin, async (req, res) => {
  const order = await orders.byId(req.params.orderId);
  if (order === undefined) return res.sendStatus(404);
  res.json(order);
});`,
    packs: ["authorisation", "untrustedInput"],
  },
  {
    what: "the same words in comments and in texts",
    path: "src/orders/help.ts",
    languageId: "typescript",
    text: `
// app.get("/orders/:id") reads req.params and asks for the password.
/* try { eval(x) } catch (e) {}
   await Promise.all(users.map(async (u) => db.save(u))) */
const hint = "Choose an order, or try again";
return hint.length > limit ? hint.slice(0, limit) : hint;`,
    packs: [],
  },
  {
    what: "a map's look-up, which is no route",
    path: "src/cache.ts",
    languageId: "typescript",
    text: `
const cached = entries.get(key);
if (cached !== undefined && cached.version === version) return cached.value;
entries.delete(key);`,
    packs: [],
  },
  {
    what: "a lexer, whose tokens are no secrets",
    path: "src/lexer.ts",
    languageId: "typescript",
    text: `
const token = lexer.nextToken();
if (token.kind === TokenKind.Identifier && /[a-z]+/.exec(token.text)) names.push(token.text);
return tokens.at(-1);`,
    packs: [],
  },
  {
    what: "requests for each of many, all at once",
    path: "src/sync.ts",
    languageId: "typescript",
    text: `
export async function refreshAll(ids: readonly string[]): Promise<Profile[]> {
  return Promise.all(ids.map(async (id) => (await fetch(\`\${base}/profiles/\${id}\`)).json()));
}`,
    packs: ["concurrency", "performance"],
  },
  {
    what: "state that changes around an await",
    path: "src/queue.ts",
    languageId: "typescript",
    text: `
async drain(): Promise<void> {
  const next = this.items[0];
  await send(next);
  this.sent += 1;
}`,
    packs: ["concurrency"],
  },
  {
    what: "an await that touches nothing of anyone's",
    path: "src/title.ts",
    languageId: "typescript",
    text: `
export async function titleOf(uri: string): Promise<string> {
  const text = await read(uri);
  return text.split("\\n")[0] ?? uri;
}`,
    packs: [],
  },
  {
    what: "types that are talked away",
    path: "src/parse.ts",
    languageId: "typescript",
    text: `
const body = parsed as Settings;
const first = body.items![0]!.name;
const rest: any = body.rest;`,
    packs: ["typescript.types"],
  },
  {
    what: "as const and renamed imports",
    path: "src/kinds.ts",
    languageId: "typescript",
    text: `
import { readAll as readEach, type Kind as Sort } from "./read.ts";
import * as path from "./path.ts";
import {
  first as head,
} from "./list.ts";
const kinds = ["a", "b"] as const;
if (kinds.length !== other.length) return "as any of these!";`,
    packs: [],
  },
  {
    what: "promises that nobody waits for",
    path: "src/save.js",
    languageId: "javascript",
    text: `
users.forEach(async (user) => {
  await store.save(user);
});
flushAsync(users);
load().then((all) => show(all));`,
    packs: ["script.promises", "performance"],
  },
  {
    what: "loose comparisons",
    path: "src/old.js",
    languageId: "javascript",
    text: `
if (count == "3" || name != null) {
  return parseInt(count);
}`,
    packs: ["javascript.equality"],
  },
  {
    what: "strict comparisons and arrows",
    path: "src/new.js",
    languageId: "javascript",
    text: `
const isSame = (a, b) => a === b && a !== undefined;
return list.filter((x) => x >= 3 && x <= 5).length === 2;`,
    packs: [],
  },
  {
    what: "a failure that becomes an empty list",
    path: "src/read.ts",
    languageId: "typescript",
    text: `
try {
  return readEntries(path);
} catch {
  return [];
}`,
    packs: ["errorsAndResources"],
  },
  {
    what: "a component with a form",
    path: "src/components/SignUp.tsx",
    languageId: "typescriptreact",
    text: `
export function SignUp({ onDone }: Props) {
  const [name, setName] = useState("");
  return (
    <form onSubmit={() => onDone(name)}>
      <input value={name} onChange={(event) => setName(event.target.value)} />
    </form>
  );
}`,
    packs: ["ui"],
  },
  {
    what: "HTML that is put in as it comes",
    path: "src/preview.ts",
    languageId: "typescript",
    text: `
const comment = new URLSearchParams(location.search).get("comment");
panel.innerHTML = comment;`,
    packs: ["untrustedInput"],
  },
  {
    what: "a shell command from text",
    path: "src/git.ts",
    languageId: "typescript",
    text: `
const name = branch.trim();
execSync(\`git checkout \${name}\`);`,
    packs: ["untrustedInput"],
  },
  {
    what: "a key in the code, and a weak random one",
    path: "src/session.ts",
    languageId: "typescript",
    text: `
const apiKey = "demo-0000";
const sessionId = Math.random().toString(36);`,
    packs: ["secretsAndPrivacy"],
  },
  {
    what: "chance in a game",
    path: "src/dice.ts",
    languageId: "typescript",
    text: `
export function roll(): number {
  return 1 + Math.floor(Math.random() * 6);
}`,
    packs: [],
  },
  {
    what: "an e-mail address in the log",
    path: "src/mail.ts",
    languageId: "typescript",
    text: `
logger.info("sent", { email: user.email });`,
    packs: ["secretsAndPrivacy"],
  },
  {
    what: "a log of nobody's data",
    path: "src/start.ts",
    languageId: "typescript",
    text: `
console.log("listening on", port);`,
    packs: [],
  },
  {
    what: "a new package and a call that nothing else makes",
    path: "src/dates.ts",
    languageId: "typescript",
    text: `
import { formatDuration } from "date-fancy";
import { readFile } from "node:fs/promises";
import { clamp } from "./clamp.ts";
export const shown = (ms: number): string => formatDuration(clamp(ms));`,
    packs: ["dependency", "unfamiliarApi"],
    more: { newNames: new Set(["date-fancy", "formatDuration"]) },
  },
  {
    what: "the same where nobody looked",
    path: "src/dates.ts",
    languageId: "typescript",
    text: `
import { formatDuration } from "date-fancy";
export const shown = (ms: number): string => formatDuration(ms);`,
    packs: [],
  },
  {
    what: "a test of passwords",
    path: "src/login.test.ts",
    languageId: "typescript",
    text: `
it("refuses a wrong password", async () => {
  vi.spyOn(accounts, "find").mockResolvedValue({ password: "right" });
  await expect(login("ann", "wrong")).rejects.toThrow();
});`,
    packs: ["tests"],
  },
  {
    what: "a real key in a test",
    path: "test/unit/upload.test.js",
    languageId: "javascript",
    text: `
const client = connect({ id: "AKIAABCDEFGHIJKLMNOP" });`,
    packs: ["secretsAndPrivacy", "tests"],
  },
  {
    what: "names that only sound like tests",
    path: "src/contest/latest.ts",
    languageId: "typescript",
    text: `
export const latest = contests.at(-1);`,
    packs: [],
  },
  {
    what: "a version in a manifest",
    path: "package.json",
    languageId: "json",
    text: `
  "dependencies": {
    "left-pad": "^1.3.0"
  },`,
    packs: ["dependency"],
  },
  {
    what: "settings that sound like code",
    path: "config/routes.json",
    languageId: "json",
    text: `
{ "try": "catch", "query": "SELECT name FROM users", "eval": "new Function()", "retries": 3 }`,
    packs: [],
  },
  {
    what: "a script in a manifest, and its own version",
    path: "package.json",
    languageId: "json",
    text: `
  "version": "2.0.1",
  "scripts": {
    "test": "mocha",
    "build": "tsc"
  },`,
    packs: [],
  },
  {
    what: "a style sheet",
    path: "src/site.css",
    languageId: "css",
    text: `
.panel#main > button:focus { outline: 2px solid; }`,
    packs: ["ui"],
  },
  {
    what: "a component's template",
    path: "src/Inbox.vue",
    languageId: "vue",
    text: `
<template>
  <div v-html="message.body"></div>
</template>`,
    packs: ["untrustedInput", "ui"],
  },

  // Python
  {
    what: "a query that is put together, and an except that catches all",
    path: "shop/stock.py",
    languageId: "python",
    text: `
def find(name, seen=[]):
    try:
        cursor.execute(f"SELECT id FROM stock WHERE name = '{name}'")
    except:
        pass
    return seen`,
    packs: ["untrustedInput", "errorsAndResources", "python.traps"],
  },
  {
    what: "a docstring about all that can go wrong",
    path: "shop/totals.py",
    languageId: "python",
    text: `
def total(lines):
    """Adds up. Does not open() files, eval() input or try: except: anything.

    Passwords and threads are somebody else's.
    """
    return sum(line.price for line in lines)`,
    packs: [],
  },
  {
    what: "except that names what it expects, and defaults that nobody shares",
    path: "shop/read.py",
    languageId: "python",
    text: `
def read(path, limit=None, names=()):
    try:
        return parse(path, limit)
    except (ValueError, KeyError) as error:
        raise BadFile(path) from error`,
    packs: ["errorsAndResources"],
  },
  {
    what: "a query for each row",
    path: "shop/report.py",
    languageId: "python",
    text: `
for order in orders:
    customer = session.query(Customer).get(order.customer_id)
    rows.append((order, customer))`,
    packs: ["performance"],
  },
  {
    what: "a loop that only counts",
    path: "shop/count.py",
    languageId: "python",
    text: `
for order in orders:
    counts[order.kind] = counts.get(order.kind, 0) + 1
db.save(counts)`,
    packs: [],
  },
  {
    what: "a view with a decorator",
    path: "shop/views.py",
    languageId: "python",
    text: `
@bp.route("/invoice/<int:invoice_id>")
@login_required
def invoice(invoice_id):
    return jsonify(Invoice.query.get_or_404(invoice_id).as_dict())`,
    packs: ["authorisation"],
  },
  {
    what: "a migration",
    path: "shop/migrations/0007_drop_notes.py",
    languageId: "python",
    text: `
operations = [
    migrations.RemoveField(model_name="order", name="notes"),
]`,
    packs: ["dataAndMigration"],
  },
  {
    what: "threads",
    path: "shop/warm.py",
    languageId: "python",
    text: `
workers = [threading.Thread(target=warm, args=(shop,)) for shop in shops]`,
    packs: ["concurrency"],
  },

  // Go
  {
    what: "a handler that drops an error",
    path: "server/file.go",
    languageId: "go",
    text: `
http.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	data, _ := os.ReadFile(filepath.Join(root, name))
	w.Write(data)
})`,
    packs: ["authorisation", "untrustedInput", "go.errors"],
  },
  {
    what: "a goroutine and a lock",
    path: "server/cache.go",
    languageId: "go",
    text: `
c.mu.Lock()
defer c.mu.Unlock()
go c.refresh(key)`,
    packs: ["concurrency", "errorsAndResources"],
  },
  {
    what: "a loop that leaves out the index",
    path: "server/sum.go",
    languageId: "go",
    text: `
total := 0
for _, line := range lines {
	if line.Status == http.StatusOK {
		total += line.Count
	}
}
return total`,
    packs: [],
  },
  {
    what: "a module",
    path: "go.mod",
    languageId: "go.mod",
    text: `
require github.com/example/table v1.4.2`,
    packs: ["dependency"],
  },
  {
    what: "an import that is new",
    path: "server/main.go",
    languageId: "go",
    text: `
import (
	"fmt"
	"github.com/example/table"
)`,
    packs: ["dependency"],
    more: { newNames: new Set(["github.com/example/table"]) },
  },

  // Rust
  {
    what: "unwrap, unsafe and a thread",
    path: "src/pool.rs",
    languageId: "rust",
    text: `
let shared = Arc::new(Mutex::new(Vec::<u8>::new()));
let first = shared.lock().unwrap()[0];
unsafe { *pointer = first };`,
    packs: ["concurrency", "errorsAndResources", "rust.panics"],
  },
  {
    what: "a question mark and a lifetime",
    path: "src/name.rs",
    languageId: "rust",
    text: `
fn first<'a>(names: &'a [String]) -> Option<&'a str> {
    // unwrap() and unsafe would be easy here
    let name = names.first()?;
    Some(name.as_str())
}`,
    packs: [],
  },
  {
    what: "tests beside the code",
    path: "src/name.rs",
    languageId: "rust",
    text: `
#[test]
fn empty_has_none() {
    assert!(first(&[]).is_none());
}`,
    packs: ["tests"],
  },

  // Java, Kotlin, C#
  {
    what: "a mapping, and strings compared by identity",
    path: "src/main/java/shop/Orders.java",
    languageId: "java",
    text: `
@GetMapping("/orders/{id}")
public Order order(@PathVariable long id) {
    Order order = repository.findById(id).get();
    if (order.state() == "closed") return null;
    return order;
}`,
    packs: ["authorisation", "untrustedInput", "java.traps"],
  },
  {
    what: "a stream of values",
    path: "src/main/java/shop/Totals.java",
    languageId: "java",
    text: `
return lines.stream().filter(line -> "open".equals(line.state())).mapToInt(Line::cents).sum();`,
    packs: [],
  },
  {
    what: "a reader that is not closed",
    path: "src/main/java/shop/Load.java",
    languageId: "java",
    text: `
try {
    BufferedReader reader = new BufferedReader(new FileReader(path));
    return reader.readLine();
} catch (Exception e) {
    return "";
}`,
    packs: ["errorsAndResources", "java.traps"],
  },
  {
    what: "a value that is taken for granted",
    path: "app/src/main/kotlin/Cart.kt",
    languageId: "kotlin",
    text: `
val price = prices[item.id]!!
GlobalScope.launch { upload(price) }`,
    packs: ["concurrency", "kotlin.nulls"],
  },
  {
    what: "a class of data",
    path: "app/src/main/kotlin/Item.kt",
    languageId: "kotlin",
    text: `
data class Item(val id: Long, val name: String?)
fun Item.shown() = name ?: "Item $id"`,
    packs: [],
  },
  {
    what: "an action that waits by blocking",
    path: "Shop/Controllers/OrdersController.cs",
    languageId: "csharp",
    text: `
[HttpPost("orders")]
public IActionResult Create([FromBody] Order order)
{
    var saved = store.SaveAsync(order).Result;
    return Ok(saved);
}`,
    packs: ["authorisation", "untrustedInput", "csharp.async"],
  },
  {
    what: "a property",
    path: "Shop/Order.cs",
    languageId: "csharp",
    text: `
public decimal Total => Lines.Sum(line => line.Price * line.Count);`,
    packs: [],
  },

  // C and C++
  {
    what: "a copy into a buffer",
    path: "lib/name.c",
    languageId: "c",
    text: `
char name[32];
strcpy(name, argv[1]);
printf("%s\\n", name);`,
    packs: ["untrustedInput", "c.bounds"],
  },
  {
    what: "a header with arithmetic and a comment",
    path: "lib/size.h",
    languageId: "c",
    text: `
/* malloc() and strcpy() are not for here */
#define KILO 1024
static inline int kilos(int bytes) { return (bytes + KILO - 1) / KILO; }`,
    packs: [],
  },
  {
    what: "an index with a sum",
    path: "lib/ring.cpp",
    languageId: "cpp",
    text: `
return slots[(head + count) % capacity];`,
    packs: ["c.bounds"],
  },

  // PHP, Ruby, Swift
  {
    what: "a page that trusts its form",
    path: "public/login.php",
    languageId: "php",
    text: `
$user = $pdo->query("SELECT * FROM users WHERE name = '" . $_POST['name'] . "'")->fetch();
if ($user['hash'] == md5($_POST['password'])) {
    $_SESSION['id'] = $user['id'];
}`,
    packs: ["secretsAndPrivacy", "untrustedInput", "php.loose"],
  },
  {
    what: "a sum in PHP",
    path: "src/Total.php",
    languageId: "php",
    text: `
return array_sum(array_map(fn (Line $line): int => $line->cents, $lines)); // == total`,
    packs: [],
  },
  {
    what: "an action, and a rescue of everything",
    path: "app/controllers/posts_controller.rb",
    languageId: "ruby",
    text: `
def show
  @post = Post.find(params[:id])
rescue => error
  render plain: "none"
end`,
    packs: ["authorisation", "untrustedInput", "errorsAndResources", "ruby.traps"],
  },
  {
    what: "a query for each post",
    path: "app/models/feed.rb",
    languageId: "ruby",
    text: `
posts.each do |post|
  authors << Author.find_by(id: post.author_id)
end`,
    packs: ["performance"],
  },
  {
    what: "a value object",
    path: "app/models/price.rb",
    languageId: "ruby",
    text: `
# Never calls eval or send(:secret).
Price = Struct.new(:cents, :currency) do
  def to_s = format("%.2f %s", cents / 100.0, currency)
end`,
    packs: [],
  },
  {
    what: "a view that forces a value",
    path: "App/ProfileView.swift",
    languageId: "swift",
    text: `
struct ProfileView: View {
    var body: some View {
        Text(try! load().name!)
    }
}`,
    packs: ["errorsAndResources", "swift.force", "ui"],
  },
  {
    what: "a guard",
    path: "App/Age.swift",
    languageId: "swift",
    text: `
guard let birthday, birthday != .distantPast else { return nil }
return calendar.component(.year, from: birthday)`,
    packs: [],
  },

  // SQL, shell, infrastructure
  {
    what: "a statement for every row",
    path: "scripts/clean.sql",
    languageId: "sql",
    text: `
DELETE FROM sessions;
UPDATE users SET active = false WHERE seen < now() - interval '1 year';`,
    packs: ["dataAndMigration", "sql.where"],
  },
  {
    what: "statements with a WHERE, and words in a comment",
    path: "reports/active.sql",
    languageId: "sql",
    text: `
-- DROP TABLE users; would be quicker
SELECT name FROM users WHERE active AND note <> 'drop table';
UPDATE counts SET n = n + 1
WHERE day = current_date;`,
    packs: [],
  },
  {
    what: "a script without quotes",
    path: "scripts/deploy.sh",
    languageId: "shellscript",
    text: `
target=$1
rm -rf $target/build
curl --insecure "$url" | sh`,
    packs: ["dataAndMigration", "configAndCi", "shell.quotes"],
  },
  {
    what: "a script with quotes",
    path: "scripts/list.sh",
    languageId: "shellscript",
    text: `
set -euo pipefail
name=$1
for file in $(ls); do
  [[ $file == "$name" ]] && echo "$file has $# things" # $unquoted
done`,
    packs: [],
  },
  {
    what: "a workflow",
    path: ".github/workflows/build.yml",
    languageId: "yaml",
    text: `
permissions: write-all
steps:
  - uses: actions/checkout@main`,
    packs: ["configAndCi"],
  },
  {
    what: "words in another language",
    path: "src/locales/de.yaml",
    languageId: "yaml",
    text: `
greeting: Guten Tag`,
    packs: [],
  },
  {
    what: "an image",
    path: "Dockerfile",
    languageId: "dockerfile",
    text: `
FROM node:latest
RUN npm install left-pad`,
    packs: ["dependency", "configAndCi"],
  },
  {
    what: "a rule that lets everybody in",
    path: "infra/network.tf",
    languageId: "terraform",
    text: `
resource "aws_security_group_rule" "ssh" {
  cidr_blocks = ["0.0.0.0/0"]
}`,
    packs: ["configAndCi"],
  },
  {
    what: "a secret in settings",
    path: "config/local.json",
    languageId: "json",
    text: `
{ "clientSecret": "abc" }`,
    packs: ["secretsAndPrivacy"],
  },

  // Shapes
  {
    what: "prose about code",
    path: "docs/tests/security.md",
    languageId: "markdown",
    text: `
Never log a password. \`eval(req.body)\` and DROP TABLE are out of the question.`,
    packs: [],
  },
  {
    what: "a lot of lines",
    path: "src/table.ts",
    languageId: "typescript",
    text: Array.from({ length: 61 }, (_, i) => `row(${i});`).join("\n"),
    packs: ["bigBlock"],
  },
  {
    what: "a new file of some length",
    path: "src/table.ts",
    languageId: "typescript",
    text: Array.from({ length: 21 }, (_, i) => `row(${i});`).join("\n"),
    packs: ["bigBlock"],
    more: { isNewFile: true },
  },
  {
    what: "a short new file",
    path: "src/table.ts",
    languageId: "typescript",
    text: Array.from({ length: 20 }, (_, i) => `row(${i});`).join("\n"),
    packs: [],
    more: { isNewFile: true },
  },
  {
    what: "names that changed, in lines that were there",
    path: "src/area.ts",
    languageId: "typescript",
    text: `
export function areaOf(shape: Shape): number {
  const width = shape.right - shape.left;
  const height = shape.bottom - shape.top;
  return width * height;
}`,
    packs: ["refactor"],
    more: {
      before: [
        "export function area(s: Shape): number {",
        "  const width = s.right - s.left;",
        "  const height = s.bottom - s.top;",
        "  return width * height;",
        "}",
      ],
    },
  },
  {
    what: "something else in its place",
    path: "src/area.ts",
    languageId: "typescript",
    text: `
export function areaOf(shape: Shape): number {
  const points = shape.points.map(toPixels);
  let sum = 0;
  points.forEach((point, i) => (sum += cross(point, points[i + 1] ?? point)));
  return Math.abs(sum) / 2;
}`,
    packs: [],
    more: {
      before: [
        "export function area(s: Shape): number {",
        "  const width = s.right - s.left;",
        "  const height = s.bottom - s.top;",
        "  return width * height;",
        "}",
      ],
    },
  },
];

/** The hunk of a snippet. */
export function hunkOf({ path, languageId, text, more }: Snippet): HunkText {
  return { path, languageId, lines: text.replace(/^\n/, "").split("\n"), isNewFile: false, ...more };
}
