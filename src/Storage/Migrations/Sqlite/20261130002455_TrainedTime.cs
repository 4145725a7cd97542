using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Experiments.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class TrainedTime : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // An SQLite file has no counts: the trials are summed.
        }
    }
}
