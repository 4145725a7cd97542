using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Experiments.Web.Access;

/// <summary>
/// Lets the page in. A ticket is part of the address that the program prints, and can be used once: the page exchanges
/// it for a session, which it sends like the token of the database. Sessions are kept only in memory, so what a browser
/// has stored is worth nothing once the program has ended. See docs/adr/0060.
/// </summary>
internal sealed class PageSessions
{
    private const int KeyBytes = 32;

    // By their hashes: how long a lookup takes says nothing about a key.
    private readonly ConcurrentDictionary<string, bool> _tickets = new();
    private readonly ConcurrentDictionary<string, bool> _sessions = new();

    /// <summary>Creates a ticket, which is good for one session.</summary>
    public string CreateTicket() => Add(_tickets);

    /// <summary>Creates a session.</summary>
    public string CreateSession() => Add(_sessions);

    /// <summary>Uses a ticket. Returns false if there is no such ticket, or not any more.</summary>
    public bool Use(string ticket) => _tickets.TryRemove(HashOf(ticket), out _);

    /// <summary>Whether there is such a session.</summary>
    public bool IsSession(string key) => _sessions.ContainsKey(HashOf(key));

    private static string Add(ConcurrentDictionary<string, bool> keys)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        keys[HashOf(key)] = true;
        return key;
    }

    private static string HashOf(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
