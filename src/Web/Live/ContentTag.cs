using System.Security.Cryptography;
using System.Text.Json;
using Experiments.Web.Answers;

namespace Experiments.Web.Live;

/// <summary>The ids of events: short texts that differ if their contents do.</summary>
internal static class ContentTag
{
    private static readonly JsonSerializerOptions Json = ApiJson.Create();

    /// <summary>Returns the id of an event with this content.</summary>
    public static string Of<T>(T content) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content, Json)))[..16];
}
