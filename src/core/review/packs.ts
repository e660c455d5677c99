import type { Glance } from "./hunkText.ts";
import { languagePacks } from "./languagePacks.ts";
import { type Names, namesIn } from "./names.ts";
import { type Pack, fires, testPaths } from "./pack.ts";
import { sources } from "./question.ts";
import { isBig, isRearranged, worksInLoop } from "./shapes.ts";

const { google, github, owasp, openssf, usenix } = sources;

/** One expression from several, so that each line of a table says one thing. */
function either(...parts: readonly RegExp[]): RegExp {
  const flags = parts.some((part) => part.ignoreCase) ? "im" : "m";
  return new RegExp(parts.map(({ source }) => source).join("|"), flags);
}

/** A key itself, by the look that its maker gives it. */
const literalSecret = /\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{20}|\bsk-[\w-]{16}|-----BEGIN [A-Z ]{0,20}PRIVATE KEY/;

/** Whether a hunk has a name of a kind that nothing else in the repository has. */
function hasNew(kind: keyof Names, glance: Glance): boolean {
  const { newNames } = glance.hunk;
  return newNames !== undefined && namesIn(glance)[kind].some((name) => newNames.has(name));
}

/**
 * What else can be asked about a hunk, by what it holds (PRODUCT §4). No expression repeats without a bound next to another
 * repetition, so that each takes time in proportion to the text.
 */
const fittingPacks: readonly Pack[] = [
  {
    id: "authorisation",
    label: "Authorisation",
    weight: 9,
    text: "Is it checked that this user may touch this very object, not just login?",
    source: owasp,
    inTests: "nothing",
    paths: /(?:^|\/)(?:urls\.py|routes\.rb|routes\/[^/]+|middleware\.[jt]s)$/,
    code: either(
      /\b(?:app|router|server|api|fastify|routes?|blueprint|bp|group|[re])\.(?:get|post|put|patch|delete|GET|POST|PUT|PATCH|DELETE|all|route|Handle|HandleFunc)\(\s{0,9}["'`]\//,
      /@(?:Get|Post|Put|Patch|Delete|Request)Mapping\b|@(?:Get|Post|Put|Patch|Delete|Controller)\(|@\w{1,30}\.(?:route|get|post|put|patch|delete)\(/,
      /\[(?:Http(?:Get|Post|Put|Patch|Delete)|Route|Authorize|AllowAnonymous)\b|\bMap(?:Get|Post|Put|Delete)\(/,
      /#\[(?:get|post|put|patch|delete)\("|\.route\("\/|\bhttp\.Handle(?:Func)?\(|\bRoute::(?:get|post|put|patch|delete|resource)\(/,
      /export (?:async )?function (?:GET|POST|PUT|PATCH|DELETE)\(/,
    ),
    bare: either(
      /\b(?:req|request|ctx|context)\.params\b|\bparams\[:|\buseParams\(|\brouteParams\b/,
      /\bcurrent_?[uU]ser\b|\bsession\.(?:user|account|role)/,
      /\b(?:is_?admin|isAdmin|is_?owner|isOwner|has_?role|hasRole|has_?permission|hasPermission|checkPermission|authori[sz]e|can_access|canAccess|permission_required|login_required|before_action|PreAuthorize)\b/,
    ),
  },
  {
    id: "secretsAndPrivacy",
    label: "Secrets and privacy",
    weight: 9,
    text: "Is it free of secrets, of personal data in logs, of weak hashes and random?",
    source: openssf,
    seesData: true,
    inTests: literalSecret,
    paths: /(?:^|\/)\.env(?:\.[\w.-]{1,60})?$/,
    code: either(
      /(?:api|private|access|secret|signing|encryption)[_-]?key|client[_-]?secret|secrets?(?![a-z])|passw(?:or)?d\b|passphrase|credentials?\b/i,
      /(?:auth|access|refresh|session|bearer|\bid|csrf|reset|jwt)[_-]?token|\bbearer\b/i,
      literalSecret,
      /\b(?:md5|sha1|rc4|ecb)\b\s{0,3}(?:\(|["'.])|["'](?:md5|sha1)["']|MessageDigest|hashlib\.(?:md5|sha1)/i,
      /(?:token|code|secret|salt|nonce|otp|session_?id)\w{0,20}\s{0,3}[:=][^\n]{0,80}\b(?:Math\.random|random\.|rand\(|mt_rand|Random\()/i,
      /\b(?:log|logger|logging|console|slog|print|println|printf|puts|error_log|NSLog|Log)\b[^\n]{0,80}\b(?:user|email|e_mail|body|headers|cookies?|address|phone|ssn|request)\b/i,
      /\b(?:telemetry|analytics|posthog|mixpanel|amplitude|gtag|sentry)\b|\btrack(?:Event)?\(\s{0,9}["'`]/i,
    ),
  },
  {
    id: "untrustedInput",
    label: "Untrusted input",
    weight: 8,
    text: "Do I know where outside data goes, and is it checked, bound or encoded there?",
    source: owasp,
    inTests: "nothing",
    code: either(
      /["'`]\s{0,40}(?:SELECT\s|INSERT\s+INTO|UPDATE\s+\w{1,60}\s+SET|DELETE\s+FROM|WITH\s+\w{1,60}\s+AS)/i,
      /addEventListener\(\s{0,9}["']message["']|\bv-html\b|<%-|\{\{\{|\{!!/,
    ),
    bare: either(
      /\b(?:req|request|ctx)\.(?:body|query|params|headers|cookies|form|files|args|values|json|GET|POST|data|input|getParameter|getHeader|getInputStream)\b/,
      /\b(?:c|r|req)\.(?:FormValue|URL|Form|PostForm|Body|Header|PathValue|BindJSON|ShouldBind\w{0,9}|Param|Query)\b/,
      /\bprocess\.argv\b|\bsys\.argv\b|\bos\.Args\b|\bARGV\b|\benv::args\b|\bargv\[|\$_(?:GET|POST|REQUEST|COOKIE|FILES|SERVER)\b|\bparams\[/,
      /@(?:RequestParam|RequestBody|PathVariable|RequestHeader|Body|Query|Param)\b|\[From(?:Body|Query|Route|Form|Header)\]/,
      /\bConsole\.ReadLine\b|(?<![.\w])input\(|\bscanf\(|(?<![.\w])readLine\(|\bread_line\(|\bbufio\.NewScanner\(os\.Stdin|\blocation\.(?:hash|search)\b|\b(?:URLSearchParams|searchParams|FormData)\b/,
      /\b(?:yaml\.load|pickle\.loads?|marshal\.loads?|unserialize|ObjectInputStream|BinaryFormatter|Marshal\.load|YAML\.load)\b|\bcreate_function\b/,
      /(?<![.\w])(?:eval|exec|system|popen|shell_exec|passthru)\(|\bnew Function\(|(?<![:\w])(?:execSync|spawn|spawnSync|execFile|execFileSync)\(|\bchild_process\b|\bsubprocess\.|\bos\.(?:system|popen)\(|\bexec\.Command|\bCommand::new\(|\bRuntime\.getRuntime\b|\bProcessBuilder\b|\bProcess\.Start\b/,
      /\.(?:innerHTML|outerHTML)\b|\binsertAdjacentHTML\b|\bdangerouslySetInnerHTML\b|\bdocument\.write\b|\bhtml_safe\b|\bmark_safe\b|\bHtml\.Raw\b|\btemplate\.HTML\(|\brender_template_string\b/,
      /\b(?:send_file|sendFile|move_uploaded_file|multer|UploadFile|IFormFile|MultipartFile)\b|\$queryRawUnsafe\b|\b(?:createNativeQuery|executeQuery|raw_sql|RawSQL|find_by_sql)\b/,
    ),
  },
  {
    id: "dataAndMigration",
    label: "Data and migration",
    weight: 8,
    text: "Can it be undone? Does it bear the real amount of data, with a backup?",
    source: google,
    inTests: "nothing",
    paths:
      /(?:^|\/)(?:migrations?|migrate|alembic|flyway|liquibase)\/|(?:^|\/)(?:schema\.(?:prisma|rb|sql)|structure\.sql|V\d{1,9}__[^/]+\.sql)$/,
    code: either(
      /\b(?:DROP\s+(?:TABLE|COLUMN|DATABASE|SCHEMA|INDEX)|DELETE\s+FROM|TRUNCATE\s+(?:TABLE\s+)?\w|ALTER\s+TABLE|CREATE\s+(?:TABLE|(?:UNIQUE\s+)?INDEX))\b/i,
      /\brm\s+-[a-zA-Z]{0,6}[rR]|\bmkfs\b|\bdd\s+if=/,
    ),
    bare: either(
      /\b(?:add_column|remove_column|rename_column|drop_table|create_table|change_column|createTable|dropTable|dropColumn|addColumn|op\.(?:add|drop|alter)_\w{1,20}|AddField|RemoveField|AlterField|RunPython|migrationBuilder)\b/,
      /\b(?:deleteMany|updateMany|deleteAll|delete_all|destroy_all|update_all|bulkDelete|bulk_update|dropDatabase|dropCollection|flushall|flushdb|FLUSHALL)\b/,
      /\b(?:shutil\.rmtree|rmSync|rmdirSync|unlinkSync|rimraf|os\.RemoveAll|fs::remove_dir_all|FileUtils\.rm_rf|Directory\.Delete|File\.Delete|deleteRecursively|remove_all)\b/,
    ),
  },
  {
    id: "dependency",
    label: "New dependency",
    weight: 7,
    text: "Does each new package exist, is it the one I mean, kept up, licence right?",
    source: usenix,
    paths:
      /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|requirements[\w.-]{0,40}\.txt|pyproject\.toml|Pipfile(?:\.lock)?|poetry\.lock|uv\.lock|setup\.(?:py|cfg)|environment\.ya?ml|Cargo\.(?:toml|lock)|go\.(?:mod|sum)|Gemfile(?:\.lock)?|[^/]+\.gemspec|composer\.(?:json|lock)|pom\.xml|build\.gradle(?:\.kts)?|libs\.versions\.toml|[^/]+\.(?:cs|fs|vb)proj|Directory\.Packages\.props|packages\.config|Package\.(?:swift|resolved)|Podfile(?:\.lock)?|pubspec\.(?:yaml|lock)|mix\.(?:exs|lock)|deno\.jsonc?|vcpkg\.json|conanfile\.(?:txt|py))$/,
    seesData: true,
    bare: /\b(?:npm (?:i|install|add)|yarn add|pnpm add|bun add|npx|pip3? install|pipx install|poetry add|uv (?:add|pip install)|cargo (?:add|install)|go (?:get|install)|gem install|bundle add|composer require|dotnet add package|apt(?:-get)? install|apk add|brew install)\s/,
    also: (glance) =>
      hasNew("packages", glance) ||
      (/(?:^|\/)package\.json$/.test(glance.path) &&
        /"(?!version"|node"|npm"|vscode")[@\w./-]{1,214}"\s{0,9}:\s{0,9}"(?:[~^<>=*]|\d{1,5}\.|workspace:|npm:|git|https?:|file:|github:|latest")/.test(
          glance.code,
        )),
  },
  {
    id: "concurrency",
    label: "Concurrency",
    weight: 6,
    text: "Does it hold when two run at once, or end in the other order?",
    source: google,
    inTests: "nothing",
    bare: either(
      /\bPromise\.(?:all|allSettled|race|any)\b|\bsetInterval\(|\bnew (?:Shared)?Worker\(|\bSharedArrayBuffer\b|\bAtomics\./,
      /\b(?:Thread|threading|multiprocessing|ThreadPool\w{0,20}|ExecutorService|CompletableFuture|ForkJoinPool|concurrent\.futures)\b|\basyncio\.(?:gather|create_task|Lock|Queue)\b|\bstd::(?:thread|async|atomic)|\bpthread_\w/,
      /\bgo func\(|\bgo [a-z]\w{0,60}(?:\.\w{1,60})?\(|\bchan [\w*]|<-chan\b|\bsync\.\w|\bselect \{|\berrgroup\b/,
      /\b(?:synchronized|volatile|ConcurrentHashMap|AtomicInteger|AtomicLong|AtomicBoolean|ReentrantLock|Semaphore|CountDownLatch)\b|\block\s?\(|\bInterlocked\.|\bTask\.(?:Run|WhenAll|WhenAny)\b|\bParallel\.For/,
      /\btokio::|\bArc<|\b(?:Mutex|RwLock|Condvar|mpsc)\b|\bthread::spawn|\bDispatchQueue\b|\bactor [A-Z]|\bGlobalScope\b|\b(?:launch|async) \{|\bcoroutineScope\b/,
    ),
    // Waiting in the middle of a change to what others see, too.
    also: ({ kind, bare }) =>
      kind === "code" &&
      /\bawait\b/.test(bare) &&
      /^[ \t]{0,99}(?:this|self)\.[\w#.]{1,80}(?:\s{0,3}(?:[-+*/|&?]{0,2}=(?!=)|\+\+|--)|\.(?:push|set|add|delete|append|pop|remove)\()/m.test(
        bare,
      ),
  },
  {
    id: "configAndCi",
    label: "Configuration",
    weight: 6,
    text: "Does it open no access and switch off no check, and are all versions pinned?",
    source: openssf,
    seesData: true,
    paths:
      /^(?!(?:[^/]+\/){0,20}(?:locales?|i18n|translations|fixtures)\/)(?:[^/]*\/){0,20}(?:\.github\/(?:workflows|actions)\/.+|\.gitlab-ci\.ya?ml|Jenkinsfile|azure-pipelines[^/]*|\.circleci\/.+|\.?[\w.-]{0,60}(?:Dockerfile|Containerfile)[\w.-]{0,60}|(?:docker-)?compose[\w.-]{0,60}\.ya?ml|[^/]+\.(?:tf|tfvars|hcl|ya?ml|toml|ini|conf|cfg|properties)|nginx[^/]*|Caddyfile|\.htaccess|Makefile|tsconfig[\w.-]{0,60}\.json|\.(?:eslintrc|oxlintrc|prettierrc|npmrc|babelrc)[\w.]{0,20}|[\w.-]{1,60}\.config\.[cm]?[jt]s|AndroidManifest\.xml|Info\.plist|appsettings[\w.]{0,40}\.json|web\.config|\.env[\w.]{0,40})$/,
    bare: either(
      /\bchmod\s+(?:-R\s+)?[0-7]?777\b|--privileged\b|--no-verify\b|--insecure\b|--allow-all\b|\bsudo\s/,
      /\bverify\s?=\s?False\b|\brejectUnauthorized\s?:\s?false\b|\bInsecureSkipVerify\s?:\s?true\b|\bNODE_TLS_REJECT_UNAUTHORIZED\b|\bcheck_hostname\s?=\s?False|\bCURLOPT_SSL_VERIFYPEER\b/,
      /\bcsrf_exempt\b|\bcsrf\(\)\.disable|\bcors\(|\bAllowAnyOrigin\b|\bpermitAll\(|\bDEBUG\s?=\s?True\b/,
    ),
    code: /\b0\.0\.0\.0\/0\b|Access-Control-Allow-Origin|\beslint-disable\b|\bnoqa\b|\bnolint\b/,
  },
  {
    id: "errorsAndResources",
    label: "Errors and resources",
    weight: 5,
    text: "Does every failure show? Is what is opened closed, cancelled or timed out?",
    source: google,
    inTests: "nothing",
    bare: either(
      /\btry\s{0,3}[{:]|\btry[?!]\s|\bcatch\b|\bexcept\b|\brescue\b|\brecover\(\)|\bfinally\b|\berr != nil\b|\bon_?error\b|\btrap\s|\bset \+e\b|\|\| true\b|\bunwrap_or(?:_default|_else)?\(/i,
      /\b(?:max_?)?retr(?:y|ies)\b|\bback_?off\b|\btimeout\w{0,9}\s{0,3}[:=(]|\bAbort(?:Controller|Signal)\b|\bCancellationToken\b|\bcontext\.With/i,
      /(?<![.\w])f?open\(|\bos\.(?:Open|Create)\(|\bFile::(?:open|create)\(|\bFile\.open\b|\bnew File(?:Reader|Writer|InputStream|OutputStream)\(|\bcreate(?:Read|Write)Stream\(|\bsocket\.socket\(|^[ \t]{0,99}defer\s|\busing\s{0,3}\(|\bnew (?:HttpClient|Socket|WebSocket)\(|\.connect\(/,
      /\.(?:Lock|RLock|lock|acquire)\(\)/,
    ),
  },
  {
    id: "performance",
    label: "Performance",
    weight: 4,
    text: "Is the work per item small, with no query or request for each at real size?",
    source: google,
    inTests: "nothing",
    also: worksInLoop,
  },
  {
    id: "unfamiliarApi",
    label: "Unfamiliar API",
    weight: 4,
    text: "Did I open the definition of each new call, in the version installed?",
    source: github,
    inTests: "nothing",
    also: (glance) => hasNew("calls", glance),
  },
  {
    id: "tests",
    label: "Tests",
    weight: 3,
    text: "Does a test fail if I break it, on behaviour, with no test lost or loosened?",
    source: google,
    paths: testPaths,
    bare: /#\[(?:cfg\(test\)|test|tokio::test)\]|@Test\b|\[(?:Fact|Theory|Test|TestMethod)\]/,
  },
  {
    id: "refactor",
    label: "Refactor",
    weight: 3,
    text: "Does everything behave as before: defaults, messages, order, public names?",
    source: google,
    also: isRearranged,
  },
  {
    id: "bigBlock",
    label: "Big block",
    weight: 2,
    text: "Is it written for us, or are the author and licence it came from named?",
    source: github,
    also: isBig,
  },
  {
    id: "ui",
    label: "User interface",
    weight: 2,
    text: "Did I run it and look: keyboard alone, nothing to show, too much, an error?",
    source: google,
    inTests: "nothing",
    paths:
      /\.(?:css|scss|sass|less|styl|html?|vue|svelte|astro|xaml|axaml|storyboard|xib|razor|cshtml|erb|haml|twig|ejs|hbs)$|\.blade\.php$|(?:^|\/)res\/layout\//,
    bare: either(
      /<(?:\/?(?:div|span|button|input|form|label|select|table|ul|li|p|h[1-6]|a|img|section|main|nav|dialog)\b|[A-Z]\w{1,60}\s[a-z]\w{0,40}=)/,
      /:\s{0,3}(?:some )?View \{|@Composable\b|\bWidget build\(|\bsetState\(|\buseState\b|\bdocument\.createElement\b/,
    ),
  },
];

/** Every pack there is: those for all languages by weight, then those for one. */
export const packs: readonly Pack[] = [...fittingPacks, ...languagePacks];

const byWeight = packs.toSorted((a, b) => b.weight - a.weight);

/** The packs that a hunk calls for, the heaviest first, else in the order of the table. */
export function packsFor(glance: Glance): readonly Pack[] {
  return byWeight.filter((pack) => fires(pack, glance));
}

/** The heaviest pack that a hunk calls for. The walk needs no other, so the rest is not looked for. */
export function heaviestPackFor(glance: Glance): Pack | undefined {
  return byWeight.find((pack) => fires(pack, glance));
}
