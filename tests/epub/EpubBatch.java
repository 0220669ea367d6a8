import com.adobe.epubcheck.tool.EpubChecker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * EPUBCheck over many books in one Java machine: starting it costs 5 s, a
 * book 0.2 s.
 *
 *     java -cp epubcheck.jar tests/epub/EpubBatch.java a.epub b.epub ...
 *
 * Errors and warnings fail a book, and usage notes other than those below.
 */
public class EpubBatch {
    /** Usage notes that we cause on purpose. */
    private static final Set<String> MEANT = Set.of(
        "CSS-028", // "@font-face is used": the book embeds its text face
        // A newer name for the fonts' media type: both are core types, and
        // calibre and readers of EPUB 3.0 know the older one only.
        "OPF-090");

    private static final Pattern USAGE = Pattern.compile("(?m)^USAGE\\(([A-Z]+-[0-9a-z]+)\\).*$");

    public static void main(String[] books) throws Exception {
        PrintStream out = System.out;
        int failed = 0;
        for (String book : books) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            PrintStream captured = new PrintStream(bytes, true, "UTF-8");
            System.setOut(captured);
            System.setErr(captured);
            int status = new EpubChecker().run(
                new String[] {"--failonwarnings", "-u", book});
            System.setOut(out);
            String report = bytes.toString("UTF-8");
            boolean clean = status == 0;
            Matcher usage = USAGE.matcher(report);
            while (usage.find()) {
                clean &= MEANT.contains(usage.group(1));
            }
            if (clean) {
                out.printf("clean: %s%n", book);
            } else {
                failed++;
                out.printf("%s:%n%s%n", book, report);
            }
        }
        out.printf("%d passed, %d failed%n", books.length - failed, failed);
        System.exit(failed == 0 ? 0 : 1);
    }
}
