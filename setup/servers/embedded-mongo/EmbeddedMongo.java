import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A MongoDB-compatible server on one file, for development and tests where no mongod can be had. */
public final class EmbeddedMongo {

  public static void main(String[] args) {
    String file = args[0];
    int port = Integer.parseInt(args[1]);
    MongoServer server = new MongoServer(new DurableBackend(file).version(new MongoFive()));
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
    server.bind("127.0.0.1", port);
  }

  /** Answers a writing command only when its change is on disk, so that `kill -9` loses nothing. */
  private static final class DurableBackend extends H2Backend {

    private static final Set<String> READING = Set.of(
        "buildinfo", "collstats", "connectionstatus", "count", "dbstats", "distinct",
        "endsessions", "find", "getlasterror", "getmore", "hello", "hostinfo", "ismaster",
        "killcursors", "listcollections", "listdatabases", "listindexes", "ping", "serverstatus");

    private final AtomicLong written = new AtomicLong();
    private final Object flushing = new Object();
    private long flushed;

    DurableBackend(String file) {
      super(file);
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
      try {
        return super.handleCommand(channel, database, command, query);
      } finally {
        if (!READING.contains(command.toLowerCase(Locale.ROOT))) {
          flush(written.incrementAndGet());
        }
      }
    }

    /** Writers that waited for another one's flush are covered by it: one disk write serves all of them. */
    private void flush(long write) {
      synchronized (flushing) {
        if (flushed >= write) {
          return;
        }
        long covered = written.get();
        getMvStore().commit();
        // commit() returns early when a background save has taken the changes; this waits for that save.
        getMvStore().executeFilestoreOperation(getMvStore()::sync);
        flushed = covered;
      }
    }
  }

  /** Wire version 13 (MongoDB 5.0): the library announces at most 8, the driver requires at least 9. */
  private static final class MongoFive implements MongoVersion {

    @Override
    public List<Integer> getVersionArray() {
      return List.of(5, 0, 0);
    }

    @Override
    public int getWireVersion() {
      return 13;
    }
  }
}
