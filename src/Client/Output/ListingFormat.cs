namespace Experiments.Client.Output;

/// <summary>The output format of a listing.</summary>
internal enum ListingFormat
{
    /// <summary>A table for people, with shortened numbers.</summary>
    Table,

    /// <summary>JSON for programs: an array of objects, or one object, with all values in full.</summary>
    Json,

    /// <summary>CSV for spreadsheets: RFC 4180 with a header, all values in full.</summary>
    Csv,
}
