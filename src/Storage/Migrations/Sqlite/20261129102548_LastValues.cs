using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Experiments.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class LastValues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {

        }
    }
}
