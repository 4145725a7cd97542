using Microsoft.AspNetCore.Http.Metadata;

namespace Experiments.Web.Access;

/// <summary>Limits the size of what is sent to a route: 4 MiB, that of a sweep file.</summary>
internal sealed class ContentLimit : IRequestSizeLimitMetadata
{
    /// <inheritdoc/>
    public long? MaxRequestBodySize => Experiments.SweepFiles.SweepFile.MaxBytes;
}
