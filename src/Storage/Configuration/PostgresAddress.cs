using System.Text.RegularExpressions;
using Npgsql;

namespace Experiments.Storage.Configuration;

/// <summary>Parses the address of a PostgreSQL database: an Npgsql connection string or a libpq URL.</summary>
internal static partial class PostgresAddress
{
    public static bool IsUrl(string address) =>
        address.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) ||
        address.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    public static NpgsqlConnectionStringBuilder Parse(string address)
    {
        var parsed = IsUrl(address) ? ParseUrl(address) : new NpgsqlConnectionStringBuilder(address);
        if (string.IsNullOrEmpty(parsed.Host))
            throw new FormatException("The address of a PostgreSQL database must name a host.");
        parsed.Username ??= Environment.GetEnvironmentVariable("PGUSER") ?? Environment.UserName;
        parsed.Database ??= Environment.GetEnvironmentVariable("PGDATABASE") ?? parsed.Username;
        if (parsed.Host.Contains(',')) SetFailover(parsed);
        return parsed;
    }

    // All but one of several hosts are standbys, which cannot be written. One of them may be promoted at any time, and
    // is found after a second; the driver's default is 10.
    private static void SetFailover(NpgsqlConnectionStringBuilder address)
    {
        address.TargetSessionAttributes ??= "primary";
        if (!address.ShouldSerialize("Host Recheck Seconds")) address.HostRecheckSeconds = 1;
    }

    private static NpgsqlConnectionStringBuilder ParseUrl(string address)
    {
        // A URL names one host, and libpq's may name several.
        var hosts = Hosts().Match(address).Groups["hosts"];
        if (!hosts.Value.Contains(',')) return ParseUrl(new Uri(address));
        var parsed = ParseUrl(new Uri(address.Remove(hosts.Index, hosts.Length).Insert(hosts.Index, "hosts")));
        parsed.Host = hosts.Value;
        return parsed;
    }

    private static NpgsqlConnectionStringBuilder ParseUrl(Uri url)
    {
        var parsed = new NpgsqlConnectionStringBuilder { Host = url.Host };
        if (url.Port > 0) parsed.Port = url.Port;
        if (url.AbsolutePath.Trim('/') is { Length: > 0 } database) parsed.Database = Uri.UnescapeDataString(database);
        var user = url.UserInfo.Split(':', 2);
        if (user[0].Length > 0) parsed.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) parsed.Password = Uri.UnescapeDataString(user[1]);
        foreach (var option in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = option.Split('=', 2);
            parsed[OfLibpq(Uri.UnescapeDataString(pair[0]))] = pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : "";
        }

        return parsed;
    }

    private static string OfLibpq(string option) => option switch
    {
        "sslmode" => "SSL Mode",
        "sslrootcert" => "Root Certificate",
        "application_name" => "Application Name",
        "connect_timeout" => "Timeout",
        "target_session_attrs" => "Target Session Attributes",
        _ => option,
    };

    [GeneratedRegex("^[a-z]+://([^/?]*@)?(?<hosts>[^/?@]*)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Hosts();
}
